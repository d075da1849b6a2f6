/* SPDX-License-Identifier: MIT */
#include "core/cli/contact_list.h"

#include <string.h>

#include <rebound/error.h>
#include "core/base/text.h"

#define MOST_ROW    ((gsize)16 * 1024 * 1024)
#define SAMPLE_SIZE ((gsize)64 * 1024)

struct rebound_contact_list {
	struct rebound_list_input input;
	struct rebound_list_shape shape;
	struct rebound_list_json *json;
	char *intro, *header;
	struct rebound_list_field *fields;
	struct rebound_contact_address *addresses;
	GString **scratch;
	guint64 number; /* rows given so far, the header too */
};

static char *take_bytes(struct rebound_list_input *input, gsize len)
{
	/* It may hold NUL bytes. */
	char *bytes = len > 0 ? g_memdup2(input->bytes + input->start, len) : NULL;

	input->start += len;
	return bytes;
}

/* The members that hold addresses, out of a line of JSON. */
static gboolean take_members(const struct rebound_record *record, void *data)
{
	struct rebound_contact_list *list = data;

	for (guint i = 0; i < list->shape.count; i++) {
		const char *value = rebound_record_get(record, list->shape.members[i]);

		g_string_assign(list->scratch[i], value != NULL ? value : "");
		list->addresses[i] = (struct rebound_contact_address){
			list->scratch[i]->str, list->scratch[i]->len};
	}
	return TRUE;
}

static void prepare(struct rebound_contact_list *list)
{
	guint count = list->shape.count;

	list->intro = take_bytes(&list->input, list->shape.intro);
	list->header = take_bytes(&list->input, list->shape.header);
	list->number = (list->intro != NULL ? 1 : 0) + (list->header != NULL ? 1 : 0);
	list->fields = g_new0(struct rebound_list_field, count);
	list->addresses = g_new0(struct rebound_contact_address, count);
	list->scratch = g_new0(GString *, count);
	for (guint i = 0; i < count; i++)
		list->scratch[i] = g_string_new(NULL);
	if (list->shape.kind == REBOUND_LIST_JSON)
		list->json = rebound_list_json_new(REBOUND_LIST_JSON_LINES, take_members, list);
}

struct rebound_contact_list *rebound_contact_list_open(
	const struct rebound_contact_list_options *options, GError **error)
{
	g_autoptr(rebound_contact_list) list = g_new0(struct rebound_contact_list, 1);
	struct rebound_list_input *input = &list->input;

	if (!rebound_list_input_open(input, options->path, error))
		return NULL;
	while (!input->finished && input->end - input->start < SAMPLE_SIZE)
		if (!rebound_list_input_fill(input, error))
			return NULL;
	if (!rebound_list_shape_find(&list->shape, input, options, error))
		return NULL;
	prepare(list);
	return g_steal_pointer(&list);
}

void rebound_contact_list_free(struct rebound_contact_list *list)
{
	if (list == NULL)
		return;
	for (guint i = 0; list->scratch != NULL && i < list->shape.count; i++)
		g_string_free(list->scratch[i], TRUE);
	g_free(list->scratch);
	g_free(list->addresses);
	g_free(list->fields);
	g_free(list->header);
	g_free(list->intro);
	rebound_list_json_free(list->json);
	rebound_list_shape_clear(&list->shape);
	rebound_list_input_clear(&list->input);
	g_free(list);
}

static gboolean fill(struct rebound_contact_list *list, GError **error)
{
	struct rebound_list_input *input = &list->input;

	if (input->end - input->start >= MOST_ROW) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE,
			"%s: row %" G_GUINT64_FORMAT " is longer than 16 MB; is it a list?",
			input->path, list->number + 1);
		return FALSE;
	}
	return rebound_list_input_fill(input, error);
}

void rebound_list_unwrap(struct rebound_contact_address *address)
{
	if (address->len > 1 && address->text[address->len - 1] == '>') {
		const char *open = memrchr(address->text, '<', address->len);

		if (open != NULL) {
			address->len -= (gsize)(open + 1 - address->text) + 1;
			address->text = open + 1;
		}
	}
	if (rebound_text_has_prefix(address->text, address->len, "mailto:")) {
		address->text += strlen("mailto:");
		address->len -= strlen("mailto:");
	}
}

gboolean rebound_contact_list_next(
	struct rebound_contact_list *list, struct rebound_contact_row *row, GError **error)
{
	struct rebound_list_input *input = &list->input;
	struct rebound_list_row found = {.wanted = list->shape.columns,
		.wanted_count = list->json == NULL ? list->shape.count : 0,
		.fields = list->fields};

	while (!rebound_list_row_scan(&list->shape.dialect, input->bytes + input->start,
		input->bytes + input->end, input->finished, &found))
		if (!fill(list, error))
			return FALSE;
	if (found.len == 0)
		return FALSE;
	const char *bytes = input->bytes + input->start;
	input->start += found.len;
	gboolean damaged = found.unclosed;
	if (list->json != NULL) {
		for (guint i = 0; i < list->shape.count; i++)
			list->addresses[i] = (struct rebound_contact_address){"", 0};
		damaged = !rebound_list_json_read(list->json, bytes, found.len, FALSE);
	}
	for (guint i = 0; i < list->shape.count; i++) {
		struct rebound_contact_address *address = &list->addresses[i];

		if (list->json == NULL)
			address->text = rebound_list_field_text(
				&list->fields[i], list->scratch[i], &address->len);
		rebound_list_unwrap(address);
	}
	gboolean empty = found.count == 1 && (*bytes == '\n' || *bytes == '\r');
	*row = (struct rebound_contact_row){.bytes = bytes,
		.len = found.len,
		.number = ++list->number,
		.count = list->shape.count,
		.addresses = list->addresses,
		.fields = list->json != NULL || empty ? 0 : found.count,
		.damaged = damaged};
	return TRUE;
}

const char *rebound_contact_list_header(const struct rebound_contact_list *list, gsize *len)
{
	*len = list->shape.header;
	return list->header;
}

guint rebound_contact_list_width(const struct rebound_contact_list *list)
{
	return list->shape.width;
}

const char *rebound_contact_list_intro(const struct rebound_contact_list *list, gsize *len)
{
	*len = list->shape.intro;
	return list->intro;
}

enum rebound_list_kind rebound_contact_list_kind(const struct rebound_contact_list *list)
{
	return list->shape.kind;
}

char rebound_contact_list_delimiter(const struct rebound_contact_list *list)
{
	return list->shape.dialect.delimiter;
}

const struct rebound_list_input *rebound_contact_list_input(const struct rebound_contact_list *list)
{
	return &list->input;
}

const char *rebound_contact_list_other_column(const struct rebound_contact_list *list)
{
	return list->shape.other;
}
