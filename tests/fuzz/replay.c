/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <stdio.h>
#include <string.h>

/* A target without libFuzzer: each file that is named, and each in a folder that is named, is one
 * input; cut at a few places, too, so that ends are met. */

static guint inputs;

static void run_cut(const char *text, gsize len)
{
	/* A copy without a byte behind it, so that a sanitizer sees what reads on. */
	g_autofree guint8 *copy = g_memdup2(text, len);

	LLVMFuzzerTestOneInput(len > 0 ? copy : (const guint8 *)"", len);
	inputs++;
}

static void run_file(const char *path)
{
	g_autofree char *text = NULL;
	gsize len;

	if (!g_file_get_contents(path, &text, &len, NULL))
		g_error("%s can't be read", path);
	run_cut(text, len);
	run_cut(text, len / 2);
	run_cut(text, len / 3);
}

static void run_folder(const char *path)
{
	GDir *folder = g_dir_open(path, 0, NULL);
	const char *name;

	if (folder == NULL) {
		run_file(path);
		return;
	}
	while ((name = g_dir_read_name(folder)) != NULL) {
		g_autofree char *child = g_build_filename(path, name, NULL);

		run_folder(child);
	}
	g_dir_close(folder);
}

int main(int argc, char **argv)
{
	LLVMFuzzerInitialize(&argc, &argv);
	run_cut("", 0);
	for (int i = 1; i < argc; i++)
		run_folder(argv[i]);
	printf("%u inputs\n", inputs);
	return inputs > 3 ? 0 : 1;
}
