/* SPDX-License-Identifier: MIT */
#include "core/connect/soap.h"

#include <string.h>

#define ENVELOPE "http://schemas.xmlsoap.org/soap/envelope/"
#define ENCODING "http://schemas.xmlsoap.org/soap/encoding/"

/* An answer that has more of them is none of Sympa's. */
enum { DEPTH_LIMIT = 16, VALUES_LIMIT = 10000 };

struct reading {
	struct rebound_soap_answer *answer;
	const char *names[DEPTH_LIMIT]; /* of the open elements, without prefix; interned */
	guint depth;
	gboolean has_child; /* the element that ends next had one */
	GString *text;
};

static void append_string(GString *text, const char *name, const char *value)
{
	g_autofree char *escaped = g_markup_escape_text(value, -1);

	g_string_append_printf(text, "<%s xsi:type=\"xsd:string\">%s</%s>", name, escaped, name);
}

char *rebound_soap_write(const char *namespace, const char *method, const char *const *arguments,
	const char *list_name, const char *const *list)
{
	GString *text = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
				     "<soap:Envelope xmlns:soap=\"" ENVELOPE "\""
				     " xmlns:soapenc=\"" ENCODING "\""
				     " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
				     " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
				     " soap:encodingStyle=\"" ENCODING "\"><soap:Body>");

	g_string_append_printf(text, "<%s xmlns=\"%s\">", method, namespace);
	for (; *arguments != NULL; arguments += 2)
		append_string(text, arguments[0], arguments[1]);
	if (list_name != NULL) {
		g_string_append_printf(text,
			"<%s xsi:type=\"soapenc:Array\" soapenc:arrayType=\"xsd:string[%u]\">",
			list_name, g_strv_length((char **)list));
		for (; *list != NULL; list++)
			append_string(text, "item", *list);
		g_string_append_printf(text, "</%s>", list_name);
	}
	g_string_append_printf(text, "</%s></soap:Body></soap:Envelope>", method);
	return g_string_free(text, FALSE);
}

static const char *local_name(const char *name)
{
	const char *colon = strchr(name, ':');

	return g_intern_string(colon != NULL ? colon + 1 : name);
}

static void start_element(GMarkupParseContext *context, const char *name, const char **names,
	const char **values, gpointer data, GError **error)
{
	struct reading *reading = data;

	if (reading->depth == DEPTH_LIMIT) {
		g_set_error(error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "too deep");
		return;
	}
	reading->names[reading->depth++] = local_name(name);
	reading->has_child = FALSE;
	g_string_truncate(reading->text, 0);
}

static void take_value(struct reading *reading, const char *name)
{
	struct rebound_soap_answer *answer = reading->answer;
	gboolean in_fault = strcmp(reading->names[2], "Fault") == 0;

	if (in_fault && strcmp(name, "faultstring") == 0 && answer->fault == NULL)
		answer->fault = g_strdup(reading->text->str);
	else if (in_fault && answer->detail == NULL && reading->depth >= 4 &&
		 strcmp(reading->names[3], "detail") == 0)
		answer->detail = g_strdup(reading->text->str);
	else if (!in_fault && answer->values->len < VALUES_LIMIT)
		g_ptr_array_add(answer->values, g_strdup(reading->text->str));
}

static void end_element(
	GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
	struct reading *reading = data;

	/* Envelope, Body, the answer or a fault, and what is in it. */
	if (reading->depth >= 2 && strcmp(reading->names[0], "Envelope") == 0 &&
		strcmp(reading->names[1], "Body") == 0) {
		reading->answer->is_soap = TRUE;
		if (reading->depth >= 4 && !reading->has_child)
			take_value(reading, local_name(name));
	}
	reading->depth--;
	reading->has_child = TRUE;
}

static void add_text(
	GMarkupParseContext *context, const char *text, gsize len, gpointer data, GError **error)
{
	struct reading *reading = data;

	g_string_append_len(reading->text, text, (gssize)len);
}

void rebound_soap_read(const char *text, gsize len, struct rebound_soap_answer *answer)
{
	static const GMarkupParser parser = {
		.start_element = start_element, .end_element = end_element, .text = add_text};
	struct reading reading = {.answer = answer, .text = g_string_new(NULL)};

	memset(answer, 0, sizeof(*answer));
	answer->values = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GMarkupParseContext) context =
		g_markup_parse_context_new(&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reading, NULL);
	if (!g_markup_parse_context_parse(context, text, (gssize)len, NULL) ||
		!g_markup_parse_context_end_parse(context, NULL))
		answer->is_soap = FALSE;
	g_string_free(reading.text, TRUE);
}

void rebound_soap_answer_clear(struct rebound_soap_answer *answer)
{
	g_clear_pointer(&answer->fault, g_free);
	g_clear_pointer(&answer->detail, g_free);
	g_clear_pointer(&answer->values, g_ptr_array_unref);
}
