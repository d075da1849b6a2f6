/* SPDX-License-Identifier: MIT */
#include "core/policy/guard.h"

#include <string.h>

#include "core/smtp/address.h"

/* Types of feedback by which a recipient says that he wants no such mail (RFC 5965 section 7.3). */
static const char *const own_words[] = {"abuse", "fraud", "opt-out", "opt-out-list"};

gboolean rebound_guard_is_own_domain(const struct rebound_settings *settings, const char *domain)
{
	g_autoptr(rebound_arena) arena = NULL;

	if (domain != NULL && !g_str_is_ascii(domain)) {
		arena = rebound_arena_new();
		domain = rebound_address_domain_key(arena, domain);
	}
	gsize len = domain != NULL ? strlen(domain) : 0;
	for (const char *const *own = settings->own_domains; len > 0 && *own != NULL; own++) {
		gsize own_len = strlen(*own);

		if (len < own_len || g_ascii_strcasecmp(domain + len - own_len, *own) != 0)
			continue;
		if (len == own_len || domain[len - own_len - 1] == '.')
			return TRUE;
	}
	return FALSE;
}

static const char *refuse_address(
	const struct rebound_settings *settings, const struct rebound_event *event)
{
	if (event->address == NULL || event->address_key == NULL || event->domain == NULL)
		return "it names no valid address";
	if (rebound_guard_is_own_domain(settings, event->domain))
		return "the address is of an own domain";
	for (const char *const *own = settings->own_addresses; *own != NULL; own++)
		if (strcmp(event->address_key, *own) == 0)
			return "the address is an own one";
	if (rebound_address_is_daemon(event->address))
		return "the address is one of a mail system itself";
	return NULL;
}

static const char *refuse_complaint(const struct rebound_event *event)
{
	if (event->feedback_type == NULL)
		return NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(own_words); i++)
		if (g_ascii_strcasecmp(event->feedback_type, own_words[i]) == 0)
			return NULL;
	return g_ascii_strcasecmp(event->feedback_type, "not-spam") == 0
		       ? "the recipient says that it is no spam"
		       : "it is no complaint of the recipient's";
}

static const char *refuse_failure(
	const struct rebound_event *event, const struct rebound_guard_case *speaks)
{
	enum rebound_fault fault = rebound_reason_fault(event->reason);

	if (speaks->alive != 0 && event->time < speaks->alive)
		return "it was delivered to since, or it answered";
	if (!speaks->anyway && fault != REBOUND_FAULT_ADDRESS && fault != REBOUND_FAULT_DOMAIN)
		return "the fault is not of the address (the policy may say anyway = true)";
	if (speaks->counted)
		return NULL;
	if (event->permanence != REBOUND_PERMANENCE_PERMANENT)
		return "it is not permanent: that takes a count within a window, such as after = "
		       "5, over = \"30d\"";
	if (!speaks->anyway && !rebound_reason_may_suppress(event->reason))
		return "this reason takes a count within a window, such as after = 5, over = "
		       "\"30d\"";
	return NULL;
}

const char *rebound_guard_refuse(const struct rebound_settings *settings,
	const struct rebound_event *event, const struct rebound_guard_case *speaks)
{
	const char *refused = refuse_address(settings, event);

	if (refused != NULL)
		return refused;
	if (event->nested)
		return "it was found inside a forwarded mail";
	if (speaks->cleared != 0 && event->time <= speaks->cleared)
		return "a person has ended its suppression since";
	switch (event->kind) {
	case REBOUND_KIND_COMPLAINT:
		return refuse_complaint(event);
	case REBOUND_KIND_UNSUBSCRIBE:
		return NULL;
	case REBOUND_KIND_FAILURE:
		return refuse_failure(event, speaks);
	case REBOUND_KIND_DELAY:
		return "it is a delay: the mail system still tries";
	default:
		return "it is no failure";
	}
}
