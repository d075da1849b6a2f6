/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/base/text.h"
#include "core/cli/contact_list.h"

/* A contact list of any kind and encoding. What is kept of a list is written as it came: all of its
 * rows, one behind the other, are the file. */

static void write_part(struct rebound_list_writer *writer, const char *part, gsize len)
{
	if (part != NULL)
		rebound_list_writer_rows(writer, part, len);
}

/* FALSE where the list breaks off with an error. */
static gboolean copy_list(struct rebound_contact_list *list, FILE *stream)
{
	g_autoptr(GError) error = NULL;
	struct rebound_list_writer writer;
	struct rebound_contact_row row;
	guint64 number = 0;
	gsize len = 0;

	rebound_list_writer_init(&writer, stream, rebound_contact_list_input(list));
	const char *intro = rebound_contact_list_intro(list, &len);
	write_part(&writer, intro, len);
	const char *header = rebound_contact_list_header(list, &len);
	write_part(&writer, header, len);
	while (rebound_contact_list_next(list, &row, &error)) {
		FUZZ_CHECK(row.number > number);
		number = row.number;
		write_part(&writer, row.bytes, row.len);
		for (guint i = 0; i < row.count; i++)
			FUZZ_CHECK(row.addresses[i].text != NULL || row.addresses[i].len == 0);
	}
	rebound_list_writer_clear(&writer);
	FUZZ_CHECK(error == NULL || rebound_text_is_safe(error->message));
	return error == NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int file = memfd_create("list", MFD_CLOEXEC);
	g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", file);
	struct rebound_contact_list_options options = {.path = path};
	g_autoptr(GError) error = NULL;

	if (file < 0 || write(file, data, size) != (gssize)size) {
		if (file >= 0)
			close(file);
		return 0;
	}
	g_autoptr(rebound_contact_list) list = rebound_contact_list_open(&options, &error);
	close(file);
	FUZZ_CHECK(list != NULL || (error != NULL && rebound_text_is_safe(error->message)));
	if (list != NULL) {
		char *copy = NULL;
		size_t len = 0;
		FILE *stream = open_memstream(&copy, &len);
		gboolean whole = copy_list(list, stream);

		fclose(stream);
		FUZZ_CHECK(!whole || (len == size && memcmp(copy, data, size) == 0));
		free(copy);
	}
	return 0;
}
