/* SPDX-License-Identifier: MIT */
#include "core/mail/source_kind.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rebound/error.h>
#include "core/mail/file.h"

#define SEEN ":2,S" /* the flag of a message that somebody has read */

struct listing {
	struct rebound_names *names;
	const char *folder;
};

/* Names that are looked for without their flags, which others change. */
struct search {
	GHashTable *wanted; /* of strings */
	const char *folder;
	struct rebound_names *found;
};

gboolean rebound_maildir_is(int descriptor)
{
	struct stat status;

	return fstatat(descriptor, "new", &status, AT_SYMLINK_NOFOLLOW) == 0 &&
	       S_ISDIR(status.st_mode) &&
	       fstatat(descriptor, "cur", &status, AT_SYMLINK_NOFOLLOW) == 0 &&
	       S_ISDIR(status.st_mode);
}

static void take_entry(gpointer data, int folder, const char *name, unsigned char type)
{
	struct listing *listing = data;

	(void)folder;
	if (type == DT_REG)
		rebound_names_add(listing->names, listing->folder, name);
}

/* The part of a name that stays while flags and folder change. */
static char *unique_part(const char *name)
{
	const char *base = strrchr(name, '/');

	base = base != NULL ? base + 1 : name;
	return g_strndup(base, strcspn(base, ":"));
}

/* What was moved while it was listed is there twice: the later place counts. */
static void drop_moved(struct rebound_names *names)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	guint kept = names->offsets->len;

	for (guint i = names->offsets->len; i > 0; i--)
		if (g_hash_table_add(seen, unique_part(rebound_names_get(names, i - 1))))
			g_array_index(names->offsets, gsize, --kept) =
				g_array_index(names->offsets, gsize, i - 1);
	if (kept > 0)
		g_array_remove_range(names->offsets, 0, kept);
}

static gboolean list_folder(
	int descriptor, const char *name, rebound_file_entry entry, gpointer data)
{
	int opened = rebound_file_open_folder(descriptor, name);

	return opened >= 0 && rebound_file_list(opened, entry, data);
}

struct rebound_source *rebound_maildir_new(const char *path, int descriptor, GError **error)
{
	static const char *const folders[] = {"new", "cur"};
	struct rebound_names names;

	rebound_names_init(&names);
	for (gsize i = 0; i < G_N_ELEMENTS(folders); i++) {
		struct listing listing = {.names = &names, .folder = folders[i]};
		if (list_folder(descriptor, folders[i], take_entry, &listing))
			continue;
		g_autofree char *folder = g_build_filename(path, folders[i], NULL);
		rebound_source_set_error(error, folder, errno);
		rebound_names_clear(&names);
		close(descriptor);
		return NULL;
	}
	drop_moved(&names);
	/* Names begin with the time of arrival, and both folders are one mailbox. */
	rebound_names_sort(&names, TRUE);
	return rebound_folder_new(path, descriptor, &names, TRUE);
}

static void compare_entry(gpointer data, int folder, const char *name, unsigned char type)
{
	struct search *search = data;
	g_autofree char *unique = unique_part(name);

	(void)folder;
	if (type == DT_REG && g_hash_table_remove(search->wanted, unique))
		rebound_names_add(search->found, search->folder, name);
}

void rebound_maildir_find(
	int descriptor, const struct rebound_names *missing, struct rebound_names *found)
{
	g_autoptr(GHashTable) wanted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct search search = {.wanted = wanted, .folder = "cur", .found = found};

	for (guint i = 0; i < missing->offsets->len; i++)
		g_hash_table_add(wanted, unique_part(rebound_names_get(missing, i)));
	list_folder(descriptor, search.folder, compare_entry, &search);
	rebound_names_sort(found, TRUE);
}

/* The name with the flag S among its flags. */
static char *mark_seen(const char *name)
{
	const char *flags = strstr(name, ":2,");

	if (flags == NULL)
		return g_strconcat(name, SEEN, NULL);
	if (strchr(flags, 'S') != NULL)
		return g_strdup(name);
	/* Flags stand in the order of their letters. */
	gsize before = strlen(":2,");
	while (flags[before] != '\0' && flags[before] < 'S')
		before++;
	return g_strdup_printf(
		"%.*sS%s", (int)(flags - name + (gssize)before), name, flags + before);
}

gboolean rebound_source_move_done(const char *path, GError **error)
{
	g_return_val_if_fail(path != NULL, FALSE);

	g_autofree char *name = g_path_get_basename(path);
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *folder_name = g_path_get_basename(folder);
	g_autofree char *top = g_path_get_dirname(folder);

	if (strcmp(folder_name, "cur") == 0)
		return TRUE;
	g_autofree char *marked = mark_seen(name);
	g_autofree char *target = g_build_filename(top, "cur", marked, NULL);
	/* What is gone was taken by somebody else. */
	if (renameat2(AT_FDCWD, path, AT_FDCWD, target, RENAME_NOREPLACE) == 0 || errno == ENOENT)
		return TRUE;
	if (errno == EINVAL && rename(path, target) == 0)
		return TRUE;
	rebound_source_set_error(error, path, errno);
	return FALSE;
}
