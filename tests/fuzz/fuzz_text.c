/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <string.h>

#include "core/base/arena.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/mail/html.h"
#include "core/mail/words.h"
#include "core/report/builder.h"
#include "core/report/line.h"
#include "core/report/text.h"

/* Free text: what people's mail systems write, lines of logs, HTML, encoded words and charsets. The
 * first byte picks the charset. */

static const char *const charsets[] = {NULL, "utf-8", "utf-7", "iso-2022-jp", "iso-2022-kr",
	"gb18030", "big5", "euc-jp", "shift_jis", "windows-1252", "utf-16", "hz-gb-2312",
	"no such"};

static void read_line(struct rebound_arena *arena, const char *text, gsize len)
{
	struct rebound_report *report = rebound_line_read(arena, text, len);

	FUZZ_CHECK(report->recipient_count == 1);
	if (report->faults == NULL)
		report->faults = (const char *const[]){NULL};
	fuzz_check_report(report);
	rebound_line_says_delay(text, len);
}

static void read_text(struct rebound_arena *arena, const char *text, gsize len)
{
	struct rebound_text_view view = rebound_text_view(text, len);
	struct rebound_text_hints hints = {
		.subject = "Undelivered", .from_address = "MAILER-DAEMON@mx.example.net"};
	struct rebound_builder builder;

	FUZZ_CHECK(view.report_end <= view.len && view.len <= len);
	rebound_builder_init(&builder);
	rebound_builder_start(&builder, arena);
	guint count = rebound_text_read(&builder, &view, &hints);
	rebound_text_notices(&builder, &view);
	rebound_builder_finish(&builder);
	FUZZ_CHECK(builder.report->recipient_count <= count);
	fuzz_check_report(builder.report);
	rebound_text_looks_like_bounce(NULL, NULL, &view);
	rebound_builder_clear(&builder);
}

/* GLib takes NUL for no character. */
static gboolean is_utf8(const char *text, gsize len)
{
	const char *end = text + len;

	while (!g_utf8_validate_len(text, (gsize)(end - text), &text) && *text == '\0')
		text++;
	return text == end;
}

static void check_fold(struct rebound_arena *arena, const char *text, gsize len)
{
	struct rebound_folded folded = rebound_text_fold(arena, text, len);

	FUZZ_CHECK(is_utf8(folded.text, folded.len));
	for (gsize i = 0; i < folded.len; i++)
		FUZZ_CHECK(
			folded.offsets[i] <= folded.offsets[i + 1] && folded.offsets[i + 1] <= len);
	struct rebound_folded again = rebound_text_fold(arena, folded.text, folded.len);
	FUZZ_CHECK(again.len == folded.len && memcmp(again.text, folded.text, folded.len) == 0);
}

static void check_safe_text(struct rebound_arena *arena, const char *text, gsize len)
{
	gsize block_len;
	const char *line = rebound_text_line(arena, text, len, REBOUND_LIMIT_FIELD_BYTES);
	const char *block =
		rebound_text_block(arena, text, len, REBOUND_LIMIT_TEXT_BYTES, &block_len);

	FUZZ_CHECK(rebound_text_is_safe(line) && strlen(line) <= REBOUND_LIMIT_FIELD_BYTES);
	FUZZ_CHECK(strlen(block) == block_len && g_utf8_validate(block, (gssize)block_len, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GString) plain = g_string_new(NULL);
	gsize len, again_len, words_len;

	if (size == 0)
		return 0;
	const char *charset = charsets[data[0] % G_N_ELEMENTS(charsets)];
	const char *bytes = (const char *)data + 1;
	const char *text = rebound_text_from_charset(arena, bytes, size - 1, charset, &len);
	const char *again = rebound_text_from_charset(arena, bytes, size - 1, charset, &again_len);

	FUZZ_CHECK(is_utf8(text, len));
	FUZZ_CHECK(len == again_len && memcmp(text, again, len) == 0);
	rebound_words_decode(arena, bytes, size - 1, size % 2 != 0, &words_len);
	rebound_html_append_text(plain, text, len, REBOUND_LIMIT_TEXT_BYTES);
	check_safe_text(arena, text, len);
	check_fold(arena, text, len);
	read_line(arena, bytes, size - 1);
	read_text(arena, text, len);
	return 0;
}
