/* SPDX-License-Identifier: MIT */
#include "core/report/statistics.h"

#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/report/word_filter.h"

/* How long a time they are of. */
static const char *const periods[] = {"daily", "weekly", "monthly", "hourly", "nightly",
	"yesterday", "mail queue", "top 10", "top 20", "top ten", "last 24", "past 24", "last week",
	"last month", "täglich*", "wöchentlich*", "monatlich*", "gestern", "tagesbericht",
	"wochenbericht", "quotidien*", "hebdomadaire*", "mensuel*", "diario", "semanal", "mensual",
	"mensal", "ayer", "ontem", "giornalier*", "settimanal*", "mensile", "ieri", "dagelijks*",
	"wekelijks*", "maandelijks*", "gisteren", "daglig*", "veckovis", "ugentlig*", "ukentlig*",
	"dzienn*", "tygodniow*", "denní*", "týdenní*", "ежедневн*", "еженедельн*", "за сутки",
	"毎日", "日次", "週次", "每日", "每周", "일일", "주간", "mail statistics",
	"bounce statistics", "delivery statistics", "zustellstatistik", "statistiques d'envoi",
	NULL};

static const char *const sums[] = {"summary", "digest", "statistic*", "stats", "overview", "report",
	"zusammenfassung", "statistik*", "übersicht", "bericht", "tagesbericht", "wochenbericht",
	"résumé", "récapitulatif", "statistique*", "rapport", "resumen", "estadística*", "informe",
	"resumo", "estatística*", "relatório", "riepilogo", "statistich*", "resoconto",
	"samenvatting", "overzicht", "statistiek*", "podsumowanie", "statystyk*", "raport",
	"souhrn", "přehled", "сводка", "статистик*", "отчет*", "отчёт*", "集計", "統計", "レポート",
	"汇总", "统计", "报告", "요약", "통계", "보고서", "status", "bounced recipients",
	"bounced addresses", "failing recipients", "bounces", "zustellstatistik", NULL};

static const char *const *const lists[] = {periods, sums};

const struct rebound_word_lists rebound_lists_of_statistics = {
	.lists = lists, .count = G_N_ELEMENTS(lists), .exact = TRUE};

gboolean rebound_statistics_is_title(const char *title, gsize len)
{
	if (len == 0)
		return FALSE;
	g_return_val_if_fail(title, FALSE);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char *folded = rebound_text_fold_only(arena, title, len, &len);
	return rebound_word_filter_search(REBOUND_FILTER_STATISTICS, folded, len) ==
	       (1U << G_N_ELEMENTS(lists)) - 1;
}
