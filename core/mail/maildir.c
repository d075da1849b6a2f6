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

/* A name that is looked for without its flags, which others change. */
struct search {
	const char *name;
	gsize len;
	const char *folder;
	char *found;
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

struct rebound_source *rebound_maildir_new(const char *path, int descriptor, GError **error)
{
	static const char *const folders[] = {"new", "cur"};
	struct rebound_names names;

	rebound_names_init(&names);
	for (gsize i = 0; i < G_N_ELEMENTS(folders); i++) {
		struct listing listing = {.names = &names, .folder = folders[i]};
		int opened = rebound_file_open_folder(descriptor, folders[i]);
		if (opened >= 0 && rebound_file_list(opened, take_entry, &listing))
			continue;
		g_autofree char *folder = g_build_filename(path, folders[i], NULL);
		rebound_source_set_error(error, folder, errno);
		rebound_names_clear(&names);
		close(descriptor);
		return NULL;
	}
	/* Names begin with the time of arrival, and both folders are one mailbox. */
	rebound_names_sort(&names, TRUE);
	return rebound_folder_new(path, descriptor, &names, TRUE);
}

static void compare_entry(gpointer data, int folder, const char *name, unsigned char type)
{
	struct search *search = data;

	(void)folder;
	if (type != DT_REG || search->found != NULL)
		return;
	if (strncmp(name, search->name, search->len) == 0 &&
		(name[search->len] == ':' || name[search->len] == '\0'))
		search->found = g_strconcat(search->folder, "/", name, NULL);
}

char *rebound_maildir_find(int descriptor, const char *name)
{
	const char *base = strrchr(name, '/');
	struct search search = {.name = base != NULL ? base + 1 : name, .folder = "cur"};
	int opened = rebound_file_open_folder(descriptor, search.folder);

	search.len = strcspn(search.name, ":");
	if (opened >= 0)
		rebound_file_list(opened, compare_entry, &search);
	return search.found;
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
