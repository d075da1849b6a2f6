/* SPDX-License-Identifier: MIT */

/*
 * Makes an mbox of mails, repeated with a header of their own each, until there are enough. With
 * bytes for attachments only the mails that return a message are taken, and each returned message
 * gets an attachment, so that the mails have that size on average.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#define BASE64_LINE 76

struct mail {
	char *text;
	gsize len;
	gsize end; /* of the returned message: where its multipart is closed; 0 without one */
};

static gboolean is_closing_line(const char *line, gsize len)
{
	while (len > 0 && g_ascii_isspace(line[len - 1]))
		len--;
	return len > 4 && memcmp(line, "--", 2) == 0 && memcmp(line + len - 2, "--", 2) == 0;
}

/* The last line of the mail that closes a multipart, if a message is returned before it. */
static gsize find_end(const char *text, gsize len)
{
	const char *returned = g_strstr_len(text, (gssize)len, "ontent-Type: message/rfc822");
	gsize end = 0;

	for (const char *at = returned; at != NULL;) {
		const char *line = ++at, *stop = memchr(line, '\n', (gsize)(text + len - line));
		gsize line_len = (gsize)((stop != NULL ? stop : text + len) - line);
		if (is_closing_line(line, line_len))
			end = (gsize)(line - text);
		at = stop;
	}
	return end;
}

static gboolean read_mail(const char *path, struct mail *mail)
{
	if (!g_file_get_contents(path, &mail->text, &mail->len, NULL) || mail->len == 0)
		return FALSE;
	if (g_str_has_prefix(mail->text, "From ")) {
		const char *stop = memchr(mail->text, '\n', mail->len);
		gsize cut = stop != NULL ? (gsize)(stop + 1 - mail->text) : mail->len;
		mail->len -= cut;
		memmove(mail->text, mail->text + cut, mail->len + 1);
	}
	mail->end = find_end(mail->text, mail->len);
	return TRUE;
}

/* Writes text with a ">" before each line that begins with "From " or with ">" before it. */
static void write_quoted(const char *text, gsize len)
{
	for (const char *at = text, *end = text + len; at < end;) {
		const char *stop = memchr(at, '\n', (gsize)(end - at)), *quote = at;
		const char *next = stop != NULL ? stop + 1 : end;
		while (quote < next && *quote == '>')
			quote++;
		if (next - quote >= 5 && memcmp(quote, "From ", 5) == 0)
			putchar('>');
		fwrite(at, 1, (gsize)(next - at), stdout);
		at = next;
	}
}

static void write_attachment(guint number, gsize size)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	guint32 state = number * 2654435761u + 1;

	for (gsize done = 0; done < size; done += BASE64_LINE + 1) {
		for (guint i = 0; i < BASE64_LINE; i++) {
			state = state * 1664525u + 1013904223u;
			putchar(digits[state >> 26]);
		}
		putchar('\n');
	}
	putchar('\n');
}

static void write_mail(const struct mail *mail, guint number, gsize wanted)
{
	gsize cut = wanted > 0 ? mail->end : mail->len;

	printf("From MAILER-DAEMON Thu Jan  1 00:00:00 2026\nX-Copy: %u\n", number);
	write_quoted(mail->text, cut);
	if (wanted > 0 && wanted > mail->len)
		write_attachment(number, wanted - mail->len);
	write_quoted(mail->text + cut, mail->len - cut);
	printf(mail->text[mail->len - 1] == '\n' ? "\n" : "\n\n");
}

int main(int argc, char **argv)
{
	if (argc < 4) {
		fprintf(stderr,
			"usage: mailbox MESSAGES BYTES MAIL... >MBOX (0 bytes: as they are)\n");
		return EXIT_FAILURE;
	}
	guint wanted = (guint)strtoul(argv[1], NULL, 10), written = 0, taken = 0;
	gsize bytes = strtoul(argv[2], NULL, 10);
	g_autofree struct mail *mails = g_new0(struct mail, (gsize)argc);

	for (int i = 3; i < argc; i++)
		if (read_mail(argv[i], &mails[taken]) && (bytes == 0 || mails[taken].end > 0))
			taken++;
	while (taken > 0 && written < wanted) {
		write_mail(&mails[written % taken], written, bytes);
		written++;
	}
	return taken > 0 && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
