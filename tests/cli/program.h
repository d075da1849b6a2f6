/* SPDX-License-Identifier: MIT */
#pragma once

#include "check_rebound.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

/**
 * @file
 * The program run as its users run it, in a folder of its own.
 */

struct program {
	char *folder; /* working directory; removed by program_clear() */
	char *out, *err;
	int status;
};

static inline void program_init(struct program *program)
{
	memset(program, 0, sizeof(*program));
	program->folder = g_dir_make_tmp("rebound-check-XXXXXX", NULL);
	ck_assert_ptr_nonnull(program->folder);
}

static inline void remove_tree(const char *path)
{
	GDir *folder = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);

	if (folder != NULL) {
		const char *name;

		while ((name = g_dir_read_name(folder)) != NULL) {
			g_autofree char *child = g_build_filename(path, name, NULL);

			remove_tree(child);
		}
		g_dir_close(folder);
	}
	g_remove(path);
}

static inline void program_clear(struct program *program)
{
	remove_tree(program->folder);
	g_free(program->folder);
	g_free(program->out);
	g_free(program->err);
}

static inline char *program_file(const struct program *program, const char *name)
{
	return g_build_filename(program->folder, name, NULL);
}

static inline void program_write(const struct program *program, const char *name, const char *text)
{
	g_autofree char *path = program_file(program, name);

	ck_assert(g_file_set_contents(path, text, -1, NULL));
}

/* Runs a shell line in which $REBOUND is the program and $TOP the source folder. */
static inline int program_run(struct program *program, const char *line)
{
	g_autoptr(GError) error = NULL;
	const char *const arguments[] = {"/bin/sh", "-c", line, NULL};
	g_auto(GStrv) environment = g_get_environ();
	int status;

	g_clear_pointer(&program->out, g_free);
	g_clear_pointer(&program->err, g_free);
	environment = g_environ_setenv(environment, "REBOUND", REBOUND_PROGRAM, TRUE);
	environment = g_environ_setenv(environment, "TOP", REBOUND_SOURCE_DIR, TRUE);
	environment = g_environ_unsetenv(environment, "REBOUND_DB");
	environment = g_environ_unsetenv(environment, "G_DEBUG");
	ck_assert_msg(g_spawn_sync(program->folder, (char **)arguments, environment, G_SPAWN_DEFAULT, NULL, NULL,
			      &program->out, &program->err, &status, &error),
		"%s", error != NULL ? error->message : "");
	program->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	return program->status;
}

/* How many lines a text has. */
static inline guint count_lines(const char *text)
{
	guint count = 0;

	for (const char *at = text; *at != '\0'; at++)
		count += *at == '\n';
	return count;
}
