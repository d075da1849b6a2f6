/* SPDX-License-Identifier: MIT */
#include "core/cli/output.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sysexits.h>
#include <unistd.h>

#include "core/base/arena.h"
#include "core/base/text.h"

#define LINE_BYTES	 4096
#define BAR_WIDTH	 30
#define PROGRESS_SECONDS 0.1

static gboolean progress_drawn;
static gint64 progress_time;

gboolean rebound_output_write(const char *text, gsize len)
{
	return fwrite(text, 1, len, stdout) == len;
}

gboolean rebound_output_print(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	int written = vfprintf(stdout, format, arguments);
	va_end(arguments);
	return written >= 0;
}

gboolean rebound_output_line(const char *format, ...)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *line = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return rebound_output_print(
		"%s\n", rebound_text_line(arena, line, strlen(line), LINE_BYTES));
}

int rebound_output_finish(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return EX_OK;
	/* Who closed the pipe does not want to read more: `rebound parse ... | head` is no failure.
	 */
	if (errno == EPIPE)
		return EX_OK;
	fprintf(stderr, "rebound: standard output: %s\n", g_strerror(errno));
	return EX_IOERR;
}

static gboolean takes_colour(int descriptor)
{
	const char *no_colour = g_getenv("NO_COLOR");
	const char *term = g_getenv("TERM");

	if (no_colour != NULL && no_colour[0] != '\0')
		return FALSE;
	return isatty(descriptor) && term != NULL && strcmp(term, "dumb") != 0;
}

gboolean rebound_output_has_colour(void)
{
	return takes_colour(STDOUT_FILENO);
}

/* How wide the terminal is; 80 where it is none. */
static guint find_width(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
		return MIN(size.ws_col, 110);
	return 80;
}

const char *rebound_output_style(enum rebound_style style)
{
	static const char *const styles[] = {
		[REBOUND_STYLE_PLAIN] = "\033[0m",
		[REBOUND_STYLE_BOLD] = "\033[1m",
		[REBOUND_STYLE_DIM] = "\033[2m",
		[REBOUND_STYLE_GOOD] = "\033[32m",
		[REBOUND_STYLE_BAD] = "\033[31m",
		[REBOUND_STYLE_WARN] = "\033[33m",
	};

	return rebound_output_has_colour() ? styles[style] : "";
}

/* Characters that are seen: what sets a colour takes no room. */
static glong visible_width(const char *word)
{
	glong width = 0;

	for (const char *at = word; *at != '\0';) {
		if (*at == '\033') {
			at += strcspn(at, "m");
			at += *at == 'm';
			continue;
		}
		width += g_unichar_iswide(g_utf8_get_char(at)) ? 2 : 1;
		at = g_utf8_next_char(at);
	}
	return width;
}

void rebound_output_paragraph(const char *first, const char *rest, const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	glong width = find_width(), column = g_utf8_strlen(first, -1);
	gboolean begun = FALSE;

	fputs(first, stdout);
	for (guint i = 0; words[i] != NULL; i++) {
		glong length = visible_width(words[i]);

		if (begun && column + 1 + length > width) {
			printf("\n%s", rest);
			column = g_utf8_strlen(rest, -1);
			begun = FALSE;
		}
		if (begun) {
			fputc(' ', stdout);
			column++;
		}
		fputs(words[i], stdout);
		column += length;
		begun = TRUE;
	}
	fputc('\n', stdout);
}

void rebound_output_progress(guint64 messages, guint64 done, guint64 total)
{
	gint64 now = g_get_monotonic_time();

	if (!isatty(STDERR_FILENO))
		return;
	if (progress_drawn && (double)(now - progress_time) < PROGRESS_SECONDS * G_USEC_PER_SEC)
		return;
	progress_time = now;
	progress_drawn = TRUE;
	if (total == 0) {
		fprintf(stderr, "\r%" G_GUINT64_FORMAT " messages ", messages);
		return;
	}
	double share = CLAMP((double)done / (double)total, 0, 1);
	char bar[BAR_WIDTH + 1];
	memset(bar, ' ', BAR_WIDTH);
	memset(bar, '#', (gsize)(share * BAR_WIDTH));
	bar[BAR_WIDTH] = '\0';
	fprintf(stderr, "\r[%s] %3d %%  %" G_GUINT64_FORMAT " messages ", bar, (int)(share * 100),
		messages);
}

void rebound_output_progress_end(void)
{
	if (progress_drawn)
		fprintf(stderr, "\r\033[K");
	progress_drawn = FALSE;
}
