/* SPDX-License-Identifier: MIT */

/* The floor of the figures: what GMime alone takes to parse each message of an mbox. */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include <gmime/gmime.h>

int main(int argc, char **argv)
{
	int descriptor = argc == 2 ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
	guint messages = 0;

	if (descriptor < 0) {
		fprintf(stderr, "usage: floor MBOX\n");
		return EXIT_FAILURE;
	}
	g_mime_init();
	GMimeStream *stream = g_mime_stream_mmap_new(descriptor, PROT_READ, MAP_PRIVATE);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	g_mime_parser_set_format(parser, GMIME_FORMAT_MBOX);
	while (!g_mime_parser_eos(parser)) {
		GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
		if (message == NULL)
			break;
		messages++;
		g_object_unref(message);
	}
	printf("%u\n", messages);
	g_object_unref(parser);
	g_object_unref(stream);
	return EXIT_SUCCESS;
}
