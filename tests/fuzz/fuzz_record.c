/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include "core/base/arena.h"
#include "core/report/record.h"
#include "core/run/frame.h"

/* What comes back from a worker that may be damaged: frames, and the records in them. */

static void read_frame(struct rebound_frame *frame, struct rebound_arena *arena)
{
	gsize len = 0;

	rebound_frame_read_number(frame);
	rebound_frame_read_string(frame);
	struct rebound_frame rest = *frame;
	g_strfreev(rebound_frame_read_list(frame));
	const char *bytes = rebound_frame_read_bytes(frame, &len);
	FUZZ_CHECK(bytes == NULL || bytes[len] == '\0');
	rebound_record_read(arena, rest.at, (gsize)(rest.end - rest.at), NULL);
}

static void read_frames(int file, struct rebound_arena *arena)
{
	struct rebound_frame_buffer buffer = {0};
	struct rebound_frame frame;
	int got = 0;

	do {
		while ((got = rebound_frame_buffer_take(&buffer, &frame)) == 1)
			read_frame(&frame, arena);
	} while (got == 0 && rebound_frame_buffer_fill(&buffer, file) > 0);
	rebound_frame_buffer_clear(&buffer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	int file = memfd_create("frames", MFD_CLOEXEC);

	const struct rebound_report *report = rebound_record_read(arena, data, size, NULL);
	if (report != NULL) {
		rebound_record_write(report, bytes);
		FUZZ_CHECK(rebound_record_read(arena, bytes->data, bytes->len, NULL) != NULL);
	}
	if (file >= 0 && write(file, data, size) == (gssize)size && lseek(file, 0, SEEK_SET) == 0)
		read_frames(file, arena);
	if (file >= 0)
		close(file);
	return 0;
}
