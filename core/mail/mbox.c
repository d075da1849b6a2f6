/* SPDX-License-Identifier: MIT */
#include "core/mail/source_kind.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rebound/error.h>
#include "core/base/chunk.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/mail/date.h"
#include "core/mail/mailbox_lock.h"

#define CHUNK_BYTES	(64 * 1024)	  /* what a processor keeps near */
#define FROM_BYTES	5		  /* "From " */
#define FROM_LINE_BYTES 1000		  /* a From_ line is no longer */
#define TAIL_BYTES	2048		  /* holds a From_ line and the line end before it */
#define USUAL_BYTES	(4 * CHUNK_BYTES) /* of the buffer, so that little is moved in it */
#define KEPT_BYTES	(1024 * 1024)	  /* of the buffer when a message is done */
#define MOST_BYTES	((gsize)REBOUND_LIMIT_MESSAGE_BYTES + 4 * CHUNK_BYTES)

struct from_line {
	gsize sender_at; /* from the start of the line */
	gsize sender_len;
	gint64 time;
	gboolean is_read;
};

/* The buffer holds the file from the message that is being read on. */
struct mbox {
	struct rebound_source base;
	int descriptor;
	guint64 offset; /* of the file: what was read into the buffer */
	guint64 size;	/* of the file when it was opened; what others append is for the next run */
	char *buffer;
	gsize room, filled;
	gsize at;	       /* where the next From_ line begins */
	gboolean has_quoted;   /* ">From " may begin a line of the message */
	struct from_line next; /* what stands at that place, as far as it was read */
	char line_end;	       /* the byte that ends lines: LF, or CR in files of old Macs */
	gboolean at_end;
	gboolean was_cut;    /* somebody took from it while it was read */
	gboolean unfinished; /* somebody writes to it: the last message is left for the next run */
	GString *sender;
};

/* A sender is one word, or "ann at example.org"; or nothing. */
static gboolean is_sender(const char *text, gsize len)
{
	const char *at = g_strstr_len(text, (gssize)len, " at ");
	gsize first = at != NULL ? (gsize)(at - text) : len;

	if (memchr(text, ' ', first) != NULL)
		return len >= 2 && text[0] == '"' && memchr(text + 1, '"', len - 1) != NULL;
	return at == NULL || memchr(at + 4, ' ', len - first - 4) == NULL;
}

static gboolean is_rest(const char *rest)
{
	while (*rest == ' ' || *rest == '\t')
		rest++;
	return *rest == '\0' || g_str_has_prefix(rest, "remote from ");
}

/*
 * Reads a From_ line (RFC 4155): "From ", a sender, a date. Text of a mail may begin a line with
 * "From " too, so both have to be there.
 */
static gboolean read_from_line(const char *line, gsize len, struct from_line *from)
{
	char text[FROM_LINE_BYTES + 1];
	struct rebound_date date;

	while (len > 0 && (line[len - 1] == '\r' || line[len - 1] == '\n' || line[len - 1] == ' '))
		len--;
	if (len > FROM_LINE_BYTES || len < FROM_BYTES || memcmp(line, "From ", FROM_BYTES) != 0 ||
		memchr(line, '\0', len) != NULL)
		return FALSE;
	memcpy(text, line, len);
	text[len] = '\0';
	for (const char *space = text + 4; space != NULL; space = strchr(space + 1, ' ')) {
		const char *at = space + 1;
		if (!rebound_date_read_asctime(&at, &date) || !is_rest(at))
			continue;
		const char *end = space;
		while (end > text + 5 && end[-1] == ' ')
			end--;
		from->sender_at = FROM_BYTES;
		from->sender_len = end > text + 5 ? (gsize)(end - text - 5) : 0;
		from->is_read = rebound_date_time(&date, &from->time) &&
				is_sender(line + FROM_BYTES, from->sender_len);
		return from->is_read;
	}
	return FALSE;
}

gboolean rebound_mbox_is(int descriptor)
{
	char start[FROM_LINE_BYTES + 2];
	struct from_line from;
	ssize_t len = pread(descriptor, start, sizeof(start), 0);

	if (len < 5 || memcmp(start, "From ", 5) != 0)
		return FALSE;
	gsize end = 0;
	while (end < (gsize)len && start[end] != '\n' && start[end] != '\r')
		end++;
	return read_from_line(start, end, &from);
}

/* Reads more of the file behind what the buffer holds; FALSE where it can't be read. */
static gboolean fill(struct mbox *mbox)
{
	if (mbox->room - mbox->filled < CHUNK_BYTES) {
		/* A large one gets all it may need at once: memory counts when it is written to,
		 * and an allocator that moves what grows would have it twice. */
		mbox->room = mbox->room < KEPT_BYTES ? KEPT_BYTES : MAX(MOST_BYTES, mbox->room * 2);
		mbox->buffer = g_realloc(mbox->buffer, mbox->room);
	}
	gsize wanted = (gsize)MIN((guint64)CHUNK_BYTES, mbox->size - mbox->offset);
	ssize_t done = 0;
	do {
		done = wanted > 0 ? pread(mbox->descriptor, mbox->buffer + mbox->filled, wanted,
					    (off_t)mbox->offset)
				  : 0;
	} while (done < 0 && errno == EINTR);
	if (done < 0)
		return FALSE;
	if (done == 0 && wanted > 0) {
		mbox->was_cut = TRUE;
		return FALSE;
	}
	mbox->at_end = done == 0;
	mbox->filled += (gsize)done;
	mbox->offset += (guint64)done;
	return TRUE;
}

/* Drops what is done from the buffer. */
static void drop_done(struct mbox *mbox)
{
	gsize rest = mbox->filled - mbox->at;

	if (mbox->at == 0 || mbox->filled + CHUNK_BYTES <= USUAL_BYTES)
		return;
	memmove(mbox->buffer, mbox->buffer + mbox->at, rest);
	mbox->filled = rest;
	mbox->at = 0;
	if (mbox->room > KEPT_BYTES && rest < KEPT_BYTES) {
		mbox->room = KEPT_BYTES;
		mbox->buffer = g_realloc(mbox->buffer, mbox->room);
	}
}

/* Whether an empty line ends right before a place. */
static gboolean follows_empty_line(const struct mbox *mbox, gsize place)
{
	const char *buffer = mbox->buffer;

	if (place < 2)
		return FALSE;
	if (mbox->line_end == '\r' || buffer[place - 2] != '\r')
		return buffer[place - 2] == mbox->line_end;
	return place >= 3 && buffer[place - 3] == '\n';
}

/* The next line from a place on that begins with "F" or ">", or the end. */
static const char *find_line(const char *at, const char *end, char line_end)
{
	for (; end - at >= 2 * REBOUND_CHUNK_BYTES; at += 2 * REBOUND_CHUNK_BYTES) {
		guint found = rebound_chunk_behind(at, line_end, 'F', '>') |
			      rebound_chunk_behind(at + REBOUND_CHUNK_BYTES, line_end, 'F', '>')
				      << REBOUND_CHUNK_BYTES;
		if (found != 0)
			return at + rebound_chunk_first(found);
	}
	while (at < end && (at[-1] != line_end || (*at != 'F' && *at != '>')))
		at++;
	return at;
}

/* Passes over the ">" at the start of a line, and finds out whether it is a quoted From_ line. */
static const char *pass_quotes(struct mbox *mbox, const char *at, const char *end)
{
	while (at < end && *at == '>')
		at++;
	if (end - at < FROM_BYTES || memcmp(at, "From ", FROM_BYTES) == 0)
		mbox->has_quoted = TRUE;
	return at;
}

/*
 * Looks for a From_ line from a place on. Few lines begin like one, so those are looked at and not
 * each.
 *
 * @return TRUE where there is one, and place is set; FALSE where more has to be read, and place is
 *         set to where to go on then
 */
static gboolean find_from_line(struct mbox *mbox, gsize *place)
{
	const char *end = mbox->buffer + mbox->filled;
	const char *line = mbox->buffer + *place;

	for (;; line++) {
		line = find_line(line, end, mbox->line_end);
		if (line < end && *line == '>') {
			line = pass_quotes(mbox, line, end) - 1;
			continue;
		}
		if (end - line < FROM_BYTES)
			break;
		if (memcmp(line, "From ", FROM_BYTES) != 0)
			continue;
		gsize room = MIN((gsize)(end - line), FROM_LINE_BYTES + 1);
		const char *stop = memchr(line, mbox->line_end, room);
		if (stop == NULL && room <= FROM_LINE_BYTES && !mbox->at_end)
			break;
		if (stop == NULL)
			stop = line + room;
		if (follows_empty_line(mbox, (gsize)(line - mbox->buffer)) &&
			read_from_line(line, (gsize)(stop - line), &mbox->next)) {
			*place = (gsize)(line - mbox->buffer);
			return TRUE;
		}
	}
	*place = (gsize)(line - mbox->buffer);
	return FALSE;
}

/* Of a message over the limit only its begin stays, and the end of what was searched. */
static void cut_message(struct mbox *mbox, gsize body, gsize *place, gsize *cut)
{
	gsize kept = body + REBOUND_LIMIT_MESSAGE_BYTES;

	if (*place < kept + CHUNK_BYTES)
		return;
	gsize from = *place - TAIL_BYTES;
	*cut += from - kept;
	memmove(mbox->buffer + kept, mbox->buffer + from, mbox->filled - from);
	mbox->filled -= from - kept;
	*place -= from - kept;
}

/* Finds where the message ends whose body begins at a place; FALSE where the file can't be read. */
static gboolean find_end(struct mbox *mbox, gsize body, gsize *end, gsize *cut)
{
	*end = body;
	while (!find_from_line(mbox, end)) {
		if (mbox->at_end) {
			*end = mbox->filled;
			return TRUE;
		}
		cut_message(mbox, body, end, cut);
		if (!fill(mbox))
			return FALSE;
	}
	return TRUE;
}

/* Takes one ">" from each line of ">From ", ">>From " and so on; returns the length. */
static gsize unquote(char *text, gsize len, char line_end)
{
	char *out = text;
	const char *copied = text, *end = text + len;

	for (const char *at = memchr(text, '>', len); at != NULL;) {
		const char *quote = at;
		while (quote < end && *quote == '>')
			quote++;
		if ((at == text || at[-1] == line_end) && end - quote >= FROM_BYTES &&
			memcmp(quote, "From ", FROM_BYTES) == 0) {
			memmove(out, copied, (gsize)(at - copied));
			out += at - copied;
			copied = at + 1;
		}
		at = memchr(quote, '>', (gsize)(end - quote));
	}
	if (out != copied)
		memmove(out, copied, (gsize)(end - copied));
	return (gsize)(out - text) + (gsize)(end - copied);
}

/* Cuts the empty line that stands before the next From_ line. */
static gsize cut_empty_line(const char *text, gsize len, char line_end)
{
	if (len == 0 || text[len - 1] != line_end)
		return len;
	len--;
	if (len > 0 && line_end == '\n' && text[len - 1] == '\r')
		len--;
	return len;
}

static void take_from_line(struct mbox *mbox, gsize len, struct rebound_mail *mail)
{
	const char *line = mbox->buffer + mbox->at;
	struct from_line from = mbox->next;

	/* That of the first message was not looked for. */
	mbox->next.is_read = FALSE;
	if (!from.is_read && !read_from_line(line, len, &from))
		return;
	mail->received = from.time;
	g_string_truncate(mbox->sender, 0);
	g_string_append_len(mbox->sender, line + from.sender_at, (gssize)from.sender_len);
	if (from.sender_len > 0 && rebound_text_is_safe(mbox->sender->str))
		mail->envelope_sender = mbox->sender->str;
}

static void fail_reading(const struct mbox *mbox, GError **error)
{
	const char *path = mbox->base.path;

	if (mbox->was_cut)
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_BUSY,
			"%s: another program took mails out of it while it was read: run the same "
			"command again",
			path);
	else
		rebound_source_set_error(error, path, errno);
}

static gboolean next_of_mbox(
	struct rebound_source *source, struct rebound_mail *mail, GError **error)
{
	struct mbox *mbox = (struct mbox *)source;
	gsize end = 0, cut = 0;

	drop_done(mbox);
	if (mbox->filled - mbox->at <= FROM_LINE_BYTES && !fill(mbox)) {
		fail_reading(mbox, error);
		return FALSE;
	}
	if (mbox->at == mbox->filled)
		return FALSE;
	const char *line = mbox->buffer + mbox->at;
	const char *stop = memchr(line, mbox->line_end, mbox->filled - mbox->at);
	gsize line_len = stop != NULL ? (gsize)(stop - line) : mbox->filled - mbox->at;
	gsize body = MIN(mbox->at + line_len + 1, mbox->filled);
	take_from_line(mbox, line_len, mail);
	mbox->has_quoted = FALSE;
	if (!find_end(mbox, body, &end, &cut)) {
		fail_reading(mbox, error);
		return FALSE;
	}
	if (mbox->unfinished && mbox->at_end && end == mbox->filled) {
		source->put_off++;
		mbox->at = mbox->filled;
		return FALSE;
	}
	char *text = mbox->buffer + body;
	gsize len = end > body ? end - body : 0;
	mail->truncated = len > REBOUND_LIMIT_MESSAGE_BYTES || cut > 0;
	len = MIN(len, REBOUND_LIMIT_MESSAGE_BYTES);
	if (!mail->truncated)
		len = cut_empty_line(text, len, mbox->line_end);
	mail->source = source->path;
	mail->data = text;
	mail->len = mbox->has_quoted ? unquote(text, len, mbox->line_end) : len;
	mbox->at = end;
	mail->progress = mbox->offset - (mbox->filled - mbox->at);
	return TRUE;
}

static void free_mbox(struct rebound_source *source)
{
	struct mbox *mbox = (struct mbox *)source;

	close(mbox->descriptor);
	g_free(mbox->buffer);
	g_string_free(mbox->sender, TRUE);
}

static const struct rebound_source_kind mbox_kind = {.next = next_of_mbox, .free = free_mbox};

/* The byte that ends lines, by the first line. */
static char find_line_end(int descriptor)
{
	char start[FROM_LINE_BYTES + 2];
	ssize_t len = pread(descriptor, start, sizeof(start), 0);

	for (ssize_t i = 0; i < len; i++) {
		if (start[i] == '\n')
			return '\n';
		if (start[i] == '\r' && (i + 1 == len || start[i + 1] != '\n'))
			return '\r';
	}
	return '\n';
}

struct rebound_source *rebound_mbox_new(const char *path, int descriptor)
{
	struct mbox *mbox = g_new0(struct mbox, 1);

	rebound_source_init(&mbox->base, &mbox_kind, path);
	mbox->descriptor = descriptor;
	char *held = rebound_mailbox_wait(path, descriptor, &mbox->size);
	mbox->unfinished = held != NULL;
	if (held != NULL)
		mbox->base.notice = g_strdup_printf(
			"%s: %s; its last message is left for the next run", path, held);
	g_free(held);
	mbox->line_end = find_line_end(descriptor);
	mbox->sender = g_string_new(NULL);
	return &mbox->base;
}
