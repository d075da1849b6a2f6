/* SPDX-License-Identifier: MIT */
#include "core/run/share.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "check_rebound.h"

#define SIZE ((gsize)8192)

/* Pieces of all sizes are laid down and taken up in order; none is written over while it lies. */
START_TEST(test_pieces_stay)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(7);
	g_autoptr(GQueue) lying = g_queue_new();
	struct rebound_share *share = rebound_share_new(SIZE);
	struct piece {
		gsize offset, len;
		char fill;
	} piece;
	guint refused = 0;

	ck_assert_ptr_nonnull(share);
	ck_assert_uint_eq(rebound_share_size(share), SIZE);
	for (guint i = 0; i < 20000; i++) {
		g_autofree char *data = NULL;

		piece.len = (gsize)g_rand_int_range(random, 0, i % 7 == 0 ? 4000 : 300);
		piece.fill = (char)('a' + i % 26);
		data = g_strnfill(piece.len, piece.fill);
		while (!rebound_share_put(share, data, piece.len, &piece.offset)) {
			g_autofree struct piece *oldest = g_queue_pop_head(lying);
			g_autofree char *wanted = NULL;

			ck_assert_ptr_nonnull(oldest);
			wanted = g_strnfill(oldest->len, oldest->fill);
			ck_assert_str_eq(rebound_share_at(share, oldest->offset), wanted);
			rebound_share_take_up(share, oldest->offset, oldest->len);
			refused++;
		}
		ck_assert_uint_lt(piece.offset + piece.len, SIZE);
		g_queue_push_tail(lying, g_memdup2(&piece, sizeof(piece)));
	}
	ck_assert_uint_gt(refused, 1000);
	g_queue_clear_full(lying, g_free);
	rebound_share_free(share);
}
END_TEST

static const struct {
	gsize len;
	gboolean fits;
} lengths[] = {{0, TRUE}, {1, TRUE}, {SIZE - 1, TRUE}, {SIZE, FALSE}, {SIZE + 1, FALSE}};

START_TEST(test_fits)
{
	struct rebound_share *share = rebound_share_new(SIZE);
	g_autofree char *data = g_strnfill(lengths[_i].len, 'x');
	gsize offset;

	ck_assert_int_eq(
		rebound_share_put(share, data, lengths[_i].len, &offset), lengths[_i].fits);
	if (lengths[_i].fits)
		ck_assert_str_eq(rebound_share_at(share, offset), data);
	rebound_share_free(share);
}
END_TEST

/* What the run lays down is seen at once; the descriptor of a worker writes nothing. */
START_TEST(test_only_read)
{
	struct rebound_share *share = rebound_share_new(SIZE);
	int descriptor = rebound_share_descriptor(share);
	const char *seen = rebound_share_map(descriptor, SIZE);
	gsize offset;

	ck_assert_ptr_nonnull(seen);
	ck_assert(rebound_share_put(share, "mail", 4, &offset));
	ck_assert_str_eq(seen + offset, "mail");
	ck_assert_int_eq(mprotect((void *)seen, SIZE, PROT_READ | PROT_WRITE), -1);
	ck_assert_ptr_eq(
		mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0), MAP_FAILED);
	ck_assert_int_eq(pwrite(descriptor, "x", 1, 0), -1);
	ck_assert_int_eq(ftruncate(descriptor, 0), -1);
	munmap((void *)seen, SIZE);
	rebound_share_free(share);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("share");
	TCase *tcase = tcase_create("share");

	tcase_add_test(tcase, test_pieces_stay);
	tcase_add_loop_test(tcase, test_fits, 0, G_N_ELEMENTS(lengths));
	tcase_add_test(tcase, test_only_read);
	suite_add_tcase(suite, tcase);
	return suite;
}
