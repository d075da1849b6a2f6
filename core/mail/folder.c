/* SPDX-License-Identifier: MIT */
#include "core/mail/source_kind.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/mail/file.h"

#define SETTLED_MICROSECONDS G_USEC_PER_SEC

#define ROUNDS 8 /* of looking for files that were renamed again */

struct folder {
	struct rebound_source base;
	int descriptor;
	struct rebound_names names;
	gsize next;
	struct rebound_names missing; /* of a Maildir: what was not where it was listed */
	guint rounds;
	GString *parent; /* the folder below it that is open */
	int parent_descriptor;
	struct rebound_source *file; /* the one that is being read */
};

/* Opens the folder that a name is in; it stays open for the next. */
static int open_parent(struct folder *folder, const char *name, const char **base)
{
	const char *slash = strrchr(name, '/');
	gsize len = slash != NULL ? (gsize)(slash - name) : 0;

	*base = slash != NULL ? slash + 1 : name;
	if (slash == NULL)
		return folder->descriptor;
	if (folder->parent_descriptor >= 0 && folder->parent->len == len &&
		memcmp(folder->parent->str, name, len) == 0)
		return folder->parent_descriptor;
	if (folder->parent_descriptor >= 0)
		close(folder->parent_descriptor);
	g_string_truncate(g_string_assign(folder->parent, name), len);

	folder->parent_descriptor =
		rebound_file_open_folder(folder->descriptor, folder->parent->str);
	return folder->parent_descriptor;
}

static int open_name(struct folder *folder, const char *name)
{
	const char *base = NULL;
	int parent = open_parent(folder, name, &base);

	return parent >= 0 ? rebound_file_open(parent, base) : -1;
}

/*
 * A mail server moves whole files to new; what others copy there may still grow. A file that was
 * just written is looked at again when a second has passed.
 */
static gboolean is_settled(int descriptor, struct stat *status)
{
	gint64 now = g_get_real_time();
	gint64 written =
		(gint64)status->st_mtim.tv_sec * G_USEC_PER_SEC + status->st_mtim.tv_nsec / 1000;
	struct stat before = *status;

	if (written > now || now - written >= SETTLED_MICROSECONDS)
		return TRUE;
	g_usleep((gulong)(SETTLED_MICROSECONDS - (now - written)));
	return fstat(descriptor, status) == 0 && status->st_size == before.st_size &&
	       status->st_mtim.tv_sec == before.st_mtim.tv_sec &&
	       status->st_mtim.tv_nsec == before.st_mtim.tv_nsec;
}

/* Opens the next file of the list; one that is gone or no file any more is passed over. */
static void open_next(struct folder *folder)
{
	const char *name = rebound_names_get(&folder->names, folder->next++);
	int descriptor = open_name(folder, name);
	struct stat status = {0};

	if (descriptor < 0 && errno == ENOENT && folder->base.kind->is_maildir) {
		rebound_names_add(&folder->missing, "", name);
		return;
	}
	if (descriptor < 0) {
		folder->base.skipped++;
		return;
	}
	g_autofree char *path = g_build_filename(folder->base.path, name, NULL);
	if (!folder->base.kind->is_maildir && rebound_mbox_is(descriptor)) {
		folder->file = rebound_mbox_new(path, descriptor);
		return;
	}
	fstat(descriptor, &status);
	if (folder->base.kind->is_maildir && g_str_has_prefix(name, "new/") &&
		!is_settled(descriptor, &status)) {
		folder->base.put_off++;
		close(descriptor);
		return;
	}
	folder->file = rebound_single_new(path, descriptor, (gint64)status.st_mtim.tv_sec);
}

/* Goes on with the files that others renamed meanwhile; FALSE where there are none. */
static gboolean find_missing(struct folder *folder)
{
	struct rebound_names found;

	if (folder->missing.offsets->len == 0 || folder->rounds++ == ROUNDS)
		return FALSE;
	rebound_names_init(&found);
	rebound_maildir_find(folder->descriptor, &folder->missing, &found);
	rebound_names_clear(&folder->names);
	rebound_names_clear(&folder->missing);
	rebound_names_init(&folder->missing);
	folder->names = found;
	folder->next = 0;
	return TRUE;
}

static gboolean next_of_folder(
	struct rebound_source *source, struct rebound_mail *mail, GError **error)
{
	struct folder *folder = (struct folder *)source;

	(void)error;
	while (folder->file != NULL || folder->next < folder->names.offsets->len ||
		find_missing(folder)) {
		g_autoptr(GError) problem = NULL;
		if (folder->file == NULL) {
			if (folder->next < folder->names.offsets->len)
				open_next(folder);
			continue;
		}
		if (folder->file->kind->next(folder->file, mail, &problem)) {
			mail->progress = 0;
			return TRUE;
		}
		if (problem != NULL)
			source->skipped++;
		source->put_off += folder->file->put_off;
		if (source->notice == NULL)
			source->notice = g_steal_pointer(&folder->file->notice);
		g_clear_pointer(&folder->file, rebound_source_free);
	}
	return FALSE;
}

static void free_folder(struct rebound_source *source)
{
	struct folder *folder = (struct folder *)source;

	rebound_source_free(folder->file);
	if (folder->parent_descriptor >= 0)
		close(folder->parent_descriptor);
	close(folder->descriptor);
	rebound_names_clear(&folder->names);
	rebound_names_clear(&folder->missing);
	g_string_free(folder->parent, TRUE);
}

static const struct rebound_source_kind directory_kind = {
	.next = next_of_folder, .free = free_folder};
static const struct rebound_source_kind maildir_kind = {
	.next = next_of_folder, .free = free_folder, .is_maildir = TRUE};

struct rebound_source *rebound_folder_new(
	const char *path, int descriptor, const struct rebound_names *names, gboolean is_maildir)
{
	struct folder *folder = g_new0(struct folder, 1);

	rebound_source_init(&folder->base, is_maildir ? &maildir_kind : &directory_kind, path);
	folder->descriptor = descriptor;
	folder->names = *names;
	rebound_names_init(&folder->missing);
	folder->parent = g_string_new(NULL);
	folder->parent_descriptor = -1;
	return &folder->base;
}
