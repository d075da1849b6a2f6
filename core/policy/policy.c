/* SPDX-License-Identifier: MIT */
#include "core/policy/policy.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include <rebound/error.h>
#include "core/policy/action.h"
#include "core/policy/card.h"
#include "core/policy/words.h"
#include "core/script/embedded.h"

#define SHIPPED "rules/policy.lua"

/* A file larger than this is no policy. */
enum { FILE_BYTES = 1024 * 1024 };

/* Of one domain, where the settings don't say. */
enum { DEFAULT_RETRIES_AN_HOUR = 600 };

static const char *const action_names[] = {
	[REBOUND_ACTION_NONE] = "none",
	[REBOUND_ACTION_KEEP] = "keep",
	[REBOUND_ACTION_REVIEW] = "review",
	[REBOUND_ACTION_FIX_SENDER] = "fix_sender",
	[REBOUND_ACTION_FIX_MESSAGE] = "fix_message",
	[REBOUND_ACTION_SUPPRESS] = "suppress",
	[REBOUND_ACTION_RETRY] = "retry",
	[REBOUND_ACTION_RETRY_OVER] = "retry_over",
};

static const char *const nobody[] = {NULL};

static const struct rebound_spike_settings usual_spike = {
	.addresses = 20, .times = 10, .history = (gint64)14 * 24 * 60 * 60};

const char *rebound_action_name(enum rebound_action action)
{
	return (guint)action < G_N_ELEMENTS(action_names) ? action_names[action] : NULL;
}

const struct rebound_settings *rebound_policy_settings(const struct rebound_policy *policy)
{
	return &policy->settings;
}

const struct rebound_target *rebound_policy_target(
	const struct rebound_policy *policy, const char *name)
{
	for (guint i = 0; name != NULL && i < policy->settings.target_count; i++)
		if (strcmp(policy->settings.targets[i].name, name) == 0)
			return &policy->settings.targets[i];
	return NULL;
}

static struct rebound_policy *load_data(
	const char *name, const char *data, gsize len, GError **error)
{
	g_autoptr(rebound_policy) policy = g_new0(struct rebound_policy, 1);

	policy->sandbox = rebound_sandbox_new();
	policy->arena = rebound_arena_new();
	policy->actions = g_ptr_array_new();
	policy->settings.own_domains = policy->settings.own_addresses = nobody;
	policy->settings.retries_an_hour = DEFAULT_RETRIES_AN_HOUR;
	policy->settings.spike = usual_spike;
	if (!rebound_policy_read(policy, name, data, len, error))
		return NULL;
	policy->call = rebound_action_context_new(policy, error);
	if (policy->call == NULL)
		return NULL;
	rebound_sandbox_freeze(policy->sandbox);
	return g_steal_pointer(&policy);
}

struct rebound_policy *rebound_policy_load_text(const char *name, const char *text, GError **error)
{
	return load_data(name, text, strlen(text), error);
}

static gboolean has_cards(const struct rebound_policy *policy)
{
	for (guint i = 0; i < REBOUND_REASON_COUNT; i++) {
		if (policy->reasons[i] != NULL)
			return TRUE;
	}
	for (guint i = 0; i < REBOUND_KIND_COUNT; i++) {
		if (policy->kinds[i] != NULL)
			return TRUE;
	}
	return FALSE;
}

/* A file that decides nothing is a mistake: nobody would be told of any bounce. */
static struct rebound_policy *require_cards(
	struct rebound_policy *policy, const char *path, GError **error)
{
	if (policy == NULL || has_cards(policy))
		return policy;
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
		"%s:1: there is no policy in it; end it with use \"policy\" for the shipped one",
		path);
	rebound_policy_free(policy);
	return NULL;
}

/* What a file names is looked for beside it, wherever the program was started. */
static void place_keys(struct rebound_policy *policy, const char *path)
{
	const char *keys = policy->settings.keys;

	if (keys == NULL || g_path_is_absolute(keys))
		return;
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *whole = g_build_filename(folder, keys, NULL);
	policy->settings.keys = rebound_arena_string(policy->arena, whole);
}

static struct rebound_policy *load_file(const char *path, GError **error)
{
	g_autofree char *data = NULL;
	g_autoptr(GError) problem = NULL;
	struct stat info;
	gsize len;

	if (stat(path, &info) != 0) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO,
			"%s: %s: give another policy file", path, g_strerror(errno));
		return NULL;
	}
	if (!S_ISREG(info.st_mode) || info.st_size > FILE_BYTES) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO, "%s: %s: give a policy file",
			path, S_ISREG(info.st_mode) ? "is larger than any policy" : "is no file");
		return NULL;
	}
	if (!g_file_get_contents(path, &data, &len, &problem)) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO,
			"%s: can't be read (%s): give another policy file", path, problem->message);
		return NULL;
	}
	struct rebound_policy *policy =
		require_cards(load_data(path, data, len, error), path, error);
	if (policy != NULL)
		place_keys(policy, path);
	return policy;
}

gboolean rebound_policy_load_keys(struct rebound_policy *policy, GError **error)
{
	if (policy->settings.keys == NULL)
		return TRUE;
	rebound_token_keys_free(policy->keys);
	policy->keys = rebound_token_keys_load(policy->settings.keys, error);
	return policy->keys != NULL;
}

struct rebound_policy *rebound_policy_load(const char *path, GError **error)
{
	if (path != NULL)
		return load_file(path, error);
	const struct rebound_embedded *shipped = rebound_embedded_find(SHIPPED);
	if (shipped == NULL) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO,
			"%s: is not in this program: build it again, or give a policy file",
			SHIPPED);
		return NULL;
	}
	return load_data(SHIPPED, shipped->data, shipped->len, error);
}

void rebound_policy_free(struct rebound_policy *policy)
{
	if (policy == NULL)
		return;
	rebound_sandbox_free(policy->sandbox);
	rebound_action_context_free(policy->call);
	g_ptr_array_unref(policy->actions);
	rebound_token_keys_free(policy->keys);
	rebound_arena_free(policy->arena);
	g_free(policy->error);
	g_free(policy);
}

char *rebound_policy_take_error(struct rebound_policy *policy)
{
	return g_steal_pointer(&policy->error);
}
