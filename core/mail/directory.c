/* SPDX-License-Identifier: MIT */
#include "core/mail/source_kind.h"

#include <dirent.h>
#include <string.h>
#include <unistd.h>

#include <rebound/error.h>
#include "core/mail/file.h"

#define DEEPEST 64 /* folders within folders */

/* A folder that is listed, and the folders in it that are to be listed next. */
struct listing {
	struct rebound_names *files;
	GPtrArray *folders; /* names below the source, of all that were found and not yet listed */
	const char *folder;
};

static guint count_steps(const char *name)
{
	guint steps = 0;

	for (; *name != '\0'; name++)
		steps += *name == '/';
	return steps;
}

static void take_entry(gpointer data, int folder, const char *name, unsigned char type)
{
	struct listing *listing = data;

	/* What is in a Maildir's tmp is not yet a mail. */
	if (type == DT_DIR && strcmp(name, "tmp") == 0 && rebound_maildir_is(folder))
		return;
	if (type == DT_REG)
		rebound_names_add(listing->files, listing->folder, name);
	else if (type == DT_DIR && count_steps(listing->folder) < DEEPEST)
		g_ptr_array_add(listing->folders,
			*listing->folder != '\0' ? g_strconcat(listing->folder, "/", name, NULL)
						 : g_strdup(name));
}

static guint list_all(int descriptor, struct rebound_names *files)
{
	g_autoptr(GPtrArray) folders = g_ptr_array_new_with_free_func(g_free);
	guint skipped = 0;

	g_ptr_array_add(folders, g_strdup(""));
	while (folders->len > 0) {
		g_autofree char *folder = g_ptr_array_steal_index_fast(folders, folders->len - 1);
		struct listing listing = {.files = files, .folders = folders, .folder = folder};
		int opened = rebound_file_open_folder(descriptor, folder);
		if (opened < 0 || !rebound_file_list(opened, take_entry, &listing))
			skipped++;
	}
	return skipped;
}

struct rebound_source *rebound_directory_new(const char *path, int descriptor, GError **error)
{
	struct rebound_names names;

	rebound_names_init(&names);
	guint skipped = list_all(descriptor, &names);
	if (names.offsets->len == 0) {
		rebound_names_clear(&names);
		close(descriptor);
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO, "%s: there are no mails in it",
			path);
		return NULL;
	}
	rebound_names_sort(&names, FALSE);
	struct rebound_source *source = rebound_folder_new(path, descriptor, &names, FALSE);
	source->skipped = skipped;
	return source;
}
