/* SPDX-License-Identifier: MIT */
#include "core/run/frame.h"

#include <string.h>
#include <unistd.h>

#include "check_rebound.h"

/* A frame of one of each kind of field, and a second one. */
static GByteArray *make_frames(void)
{
	static const char *const list[] = {"one", "", "three", NULL};
	GByteArray *bytes = g_byte_array_new();
	gsize place = rebound_frame_begin(bytes, REBOUND_FRAME_MAIL);

	rebound_frame_add_number(bytes, G_MAXUINT64 - 1);
	rebound_frame_add_string(bytes, NULL);
	rebound_frame_add_string(bytes, "");
	rebound_frame_add_bytes(bytes, "a\0b", 3);
	rebound_frame_add_list(bytes, list);
	rebound_frame_add_list(bytes, NULL);
	rebound_frame_end(bytes, place);
	place = rebound_frame_begin(bytes, REBOUND_FRAME_READY);
	rebound_frame_end(bytes, place);
	return bytes;
}

static void check_first(struct rebound_frame *frame)
{
	gsize len;

	ck_assert_int_eq(frame->type, REBOUND_FRAME_MAIL);
	ck_assert(rebound_frame_read_number(frame) == G_MAXUINT64 - 1);
	ck_assert_ptr_null(rebound_frame_read_string(frame));
	ck_assert_str_eq(rebound_frame_read_string(frame), "");
	const char *data = rebound_frame_read_bytes(frame, &len);
	ck_assert_uint_eq(len, 3);
	ck_assert_mem_eq(data, "a\0b", 4);
	g_auto(GStrv) list = rebound_frame_read_list(frame);
	ck_assert_uint_eq(g_strv_length(list), 3);
	ck_assert_str_eq(list[2], "three");
	g_auto(GStrv) empty = rebound_frame_read_list(frame);
	ck_assert_uint_eq(g_strv_length(empty), 0);
	ck_assert(!frame->damaged);
	ck_assert_ptr_eq(frame->at, frame->end);
}

/* Whole, and in pieces of any size, the frames are the same. */
START_TEST(test_pieces)
{
	g_autoptr(GByteArray) bytes = make_frames();
	struct rebound_frame_buffer buffer = {0};
	struct rebound_frame frame;
	guint frames = 0;
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	for (gsize at = 0; at < bytes->len;) {
		gsize size = MIN((gsize)_i, bytes->len - at);
		ck_assert_int_eq(write(ends[1], bytes->data + at, size), (int)size);
		at += size;
		ck_assert_int_eq(rebound_frame_buffer_fill(&buffer, ends[0]), (int)size);
		while (rebound_frame_buffer_take(&buffer, &frame) == 1) {
			if (frames++ == 0)
				check_first(&frame);
			else
				ck_assert_int_eq(frame.type, REBOUND_FRAME_READY);
		}
	}
	ck_assert_uint_eq(frames, 2);
	close(ends[1]);
	ck_assert_int_eq(rebound_frame_buffer_fill(&buffer, ends[0]), 0);
	close(ends[0]);
	rebound_frame_buffer_clear(&buffer);
}
END_TEST

/* Each byte wrong in turn: nothing is read that is not there (the sanitizer looks on). */
START_TEST(test_damage)
{
	g_autoptr(GByteArray) bytes = make_frames();

	for (int value = 0; value < 256; value += 51) {
		struct rebound_frame_buffer buffer = {0};
		struct rebound_frame frame;
		int ends[2];

		ck_assert_int_eq(pipe(ends), 0);
		bytes->data[_i] = (guint8)value;
		ck_assert_int_eq(write(ends[1], bytes->data, bytes->len), (int)bytes->len);
		rebound_frame_buffer_fill(&buffer, ends[0]);
		while (rebound_frame_buffer_take(&buffer, &frame) == 1) {
			gsize len;
			rebound_frame_read_number(&frame);
			rebound_frame_read_string(&frame);
			rebound_frame_read_string(&frame);
			rebound_frame_read_bytes(&frame, &len);
			g_strfreev(rebound_frame_read_list(&frame));
			g_strfreev(rebound_frame_read_list(&frame));
			ck_assert(frame.at <= frame.end);
		}
		close(ends[0]);
		close(ends[1]);
		rebound_frame_buffer_clear(&buffer);
	}
}
END_TEST

#define VERSION REBOUND_FRAME_VERSION

static const struct {
	guint8 header[8];
	gsize limit;
	int expected;
} headers[] = {
	{{0xB5, VERSION, 2, 0, 0, 0, 0, 0}, 0, 1},
	{{0xB4, VERSION, 2, 0, 0, 0, 0, 0}, 0, -1},
	{{0xB5, VERSION - 1, 2, 0, 0, 0, 0, 0}, 0, -1},
	{{0xB5, VERSION, 2, 0, 0, 0, 0, 0x10}, 0, -1},
	{{0xB5, VERSION, 2, 0, 1, 0, 0, 0}, 0, 0},
	{{0xB5, VERSION, 2, 0, 0, 1, 0, 0}, 256, 0},
	{{0xB5, VERSION, 2, 0, 1, 1, 0, 0}, 256, -1},
};

START_TEST(test_header)
{
	struct rebound_frame_buffer buffer = {.data = g_memdup2(headers[_i].header, 8),
		.end = 8,
		.size = 8,
		.limit = headers[_i].limit};
	struct rebound_frame frame;

	ck_assert_int_eq(rebound_frame_buffer_take(&buffer, &frame), headers[_i].expected);
	rebound_frame_buffer_clear(&buffer);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("frame");
	TCase *tcase = tcase_create("frame");
	g_autoptr(GByteArray) bytes = make_frames();

	tcase_add_loop_test(tcase, test_pieces, 1, (int)bytes->len + 1);
	tcase_add_loop_test(tcase, test_damage, 0, (int)bytes->len);
	tcase_add_loop_test(tcase, test_header, 0, G_N_ELEMENTS(headers));
	suite_add_tcase(suite, tcase);
	return suite;
}
