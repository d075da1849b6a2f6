/* SPDX-License-Identifier: MIT */
#include "core/report/dsn_value.h"

#include <string.h>

#include "core/base/text.h"
#include "core/mail/words.h"
#include "core/smtp/fields.h"
#include "core/smtp/status.h"
#include "core/smtp/xtext.h"

/** "rfc822" in any spelling that generators use: RFC822, rfc/822, rfc-822. */
static gboolean is_internet_type(const char *type)
{
	char plain[8];
	gsize count = 0;
	for (; *type; type++) {
		if (!g_ascii_isalnum(*type))
			continue;
		if (count == sizeof plain - 1)
			return FALSE;
		plain[count++] = g_ascii_tolower(*type);
	}
	plain[count] = '\0';
	return strcmp(plain, "rfc822") == 0;
}

/** "utf-8", or the name of one of the forms that its addresses have (RFC 6533 section 3). */
static gboolean is_utf8_type(const char *type)
{
	return strcmp(type, "utf-8") == 0 || strncmp(type, "utf-8-addr", 10) == 0;
}

static const char *read_typed_address(
	struct rebound_builder *builder, const struct rebound_typed_value *typed)
{
	if (typed->type && strcmp(typed->type, "x400") == 0)
		return NULL;
	if (typed->type && is_utf8_type(typed->type)) {
		if (rebound_text_find(typed->value, typed->len, "\\x{") &&
			(memchr(typed->value, '+', typed->len) ||
				memchr(typed->value, '=', typed->len)))
			rebound_builder_fault(builder, "unitext-syntax");
		const char *decoded =
			rebound_unitext_decode(builder->arena, typed->value, typed->len);
		return decoded ? rebound_builder_address(builder, decoded, strlen(decoded)) : NULL;
	}
	const char *value = typed->value;
	gsize len = typed->len;
	/* What was copied out of a web page or a directory bears the mark of its kind. */
	static const char *const kinds[] = {"mailto:", "smtp:"};
	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		gsize size = strlen(kinds[i]);
		if (!rebound_text_has_prefix(value, len, kinds[i]))
			continue;
		value += size;
		len -= size;
		break;
	}
	rebound_builder_cut_name(&value, &len);
	return rebound_builder_address(builder, value, len);
}

const char *rebound_dsn_address(
	struct rebound_builder *builder, const char *value, gsize len, const char **given)
{
	g_return_val_if_fail(builder && value, NULL);
	struct rebound_typed_value typed = rebound_fields_split_type(builder->arena, value, len);
	/* A semicolon inside a quoted local part ends no type. */
	if (typed.type && (strchr(typed.type, '"') || strchr(typed.type, '@')))
		typed = (struct rebound_typed_value){NULL, value, len};
	if (!typed.type)
		rebound_builder_fault(builder, "missing-address-type");
	else if (is_internet_type(typed.type) && strcmp(typed.type, "rfc822") != 0)
		rebound_builder_fault(builder, "bad-address-type");

	const char *address = read_typed_address(builder, &typed);
	if (address)
		return address;
	const char *line = rebound_builder_line(builder, typed.value, typed.len);
	gboolean empty = !line || strcmp(line, "<>") == 0;
	rebound_builder_fault(builder, empty ? "empty-address" : "invalid-address");
	if (given)
		*given = line;
	return NULL;
}

const char *rebound_dsn_undo_xtext(struct rebound_builder *builder, const char *value)
{
	g_return_val_if_fail(builder && value, NULL);
	gsize len = strlen(value);
	if (!memchr(value, '+', len))
		return NULL;
	const char *plain = rebound_xtext_decode(builder->arena, value, len);
	if (!plain) {
		/* Only "+" and "=" have to be encoded: other digits behind a plus are a tag. */
		plain = rebound_xtext_decode_leniently(builder->arena, value, len);
		if (!plain || !strpbrk(plain, "+="))
			return NULL;
		rebound_builder_fault(builder, "xtext-syntax");
	}
	return rebound_builder_line(builder, plain, strlen(plain));
}

const char *rebound_dsn_word(struct rebound_builder *builder, const char *value, gsize len)
{
	g_return_val_if_fail(builder && value, NULL);
	const char *text = rebound_fields_cut_comments(builder->arena, value, len, NULL, NULL);
	while (g_ascii_isspace(*text))
		text++;
	gsize end = 0;
	while (g_ascii_isalnum(text[end]) || text[end] == '-' || text[end] == '_')
		end++;
	if (end == 0 || end > 40)
		return NULL;
	char *word = rebound_arena_copy(builder->arena, text, end);
	for (gsize i = 0; i < end; i++)
		word[i] = g_ascii_tolower(word[i]);
	return word;
}

const char *rebound_dsn_mta(struct rebound_builder *builder, const char *value, gsize len)
{
	g_return_val_if_fail(builder && value, NULL);
	gboolean unclosed = FALSE;
	struct rebound_typed_value typed = rebound_fields_split_type(builder->arena, value, len);
	const char *name = rebound_fields_cut_comments(
		builder->arena, typed.value, typed.len, NULL, &unclosed);
	if (unclosed)
		rebound_builder_fault(builder, "unclosed-comment");
	if (!typed.type && *name)
		rebound_builder_fault(builder, "missing-mta-type");
	return rebound_builder_line(builder, name, strlen(name));
}

void rebound_dsn_status(struct rebound_builder *builder, struct rebound_recipient *recipient,
	const char *value, gsize len)
{
	g_return_if_fail(builder && recipient && (value || len == 0));
	const char *comment = NULL;
	const char *text = "";
	if (len > 0)
		text = rebound_fields_cut_comments(builder->arena, value, len, &comment, NULL);
	while (g_ascii_isspace(*text))
		text++;
	if (!*text) {
		rebound_builder_fault(builder, "status-missing");
		return;
	}
	enum rebound_status_oddity oddity = REBOUND_STATUS_CLEAN;
	recipient->status_field = rebound_status_read(text, strlen(text), NULL, &oddity);
	if (oddity != REBOUND_STATUS_CLEAN || !rebound_status_is_set(recipient->status_field))
		rebound_builder_fault(builder, "status-syntax");
	/* Some servers put their words here. */
	if (comment) {
		gsize size = 0;
		comment = rebound_words_decode(
			builder->arena, comment, strlen(comment), FALSE, &size);
		recipient->notice = rebound_builder_diagnostic(builder, comment, size);
	}
}

/** Diagnostics come as raw bytes; only other charsets need work. */
static const char *decode_text(struct rebound_builder *builder, const char *value, gsize *len)
{
	gboolean shifted = memchr(value, 0x1b, *len) != NULL;
	if (!shifted && (rebound_text_pass_ascii(value, value + *len) == value + *len ||
				g_utf8_validate_len(value, *len, NULL)))
		return value;
	return rebound_text_from_charset(
		builder->arena, value, *len, shifted ? "iso-2022-jp" : NULL, len);
}

static gboolean is_diagnostic_type(const char *type)
{
	return type && !g_ascii_isdigit(*type) && !strchr(type, ' ') && strlen(type) < 40;
}

void rebound_dsn_diagnostic(struct rebound_builder *builder, struct rebound_recipient *recipient,
	const char *value, gsize len)
{
	g_return_if_fail(builder && recipient && (value || len == 0));
	if (len == 0)
		return;
	struct rebound_typed_value typed = rebound_fields_split_type(builder->arena, value, len);
	const char *text = value;
	if (is_diagnostic_type(typed.type)) {
		recipient->diagnostic_type =
			rebound_builder_line(builder, typed.type, strlen(typed.type));
		text = typed.value;
		len = typed.len;
	} else {
		rebound_builder_fault(builder, "missing-diagnostic-type");
	}
	text = decode_text(builder, text, &len);
	/* Domino puts encoded words within its own. */
	if (rebound_words_are_in(text, len))
		text = rebound_words_decode(builder->arena, text, len, FALSE, &len);
	rebound_builder_set_text(builder, recipient, text, len);
	/* An exit status of a program is no reply of a server. */
	if (recipient->text && g_strcmp0(recipient->diagnostic_type, "x-unix") == 0 &&
		strspn(recipient->text, "0123456789") == strlen(recipient->text))
		recipient->reply = 0;
}
