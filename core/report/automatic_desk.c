/* SPDX-License-Identifier: MIT */
#include "core/report/automatic_lists.h"

#include <stddef.h>

/** A letter has come in. */
const char *const rebound_automatic_received[] = {"has been received", "we've logged",
	"we have logged", "we logged", "we've registered", "we have registered", "has come in",
	"bei uns gelandet", "sind bei uns", "bei uns angekommen", "gut angekommen",
	"have received your", "we received your", "we've received your", "we've got your",
	"have your message", "has been logged", "has been registered", "has been assigned",
	"is being reviewed", "has been opened", "has been created", "is in our queue",
	"could not be processed", "couldn't create", "has reached us", "has reached the",
	"email has reached", "message has reached", "mail has reached", "confirm that we have",
	"acknowledge receipt", "acknowledges receipt", "acknowledge that", "is with us",
	"safely received", "has arrived", "landed in our", "is now in our",
	"confirm receipt of your", "this confirms", "was received", "is logged", "your request is",
	"your ticket", "your case", "your enquiry", "your inquiry", "your query", "a ticket",
	"new ticket", "case has been", "opened a ticket", "opened a case", "created a ticket",
	"created a case", "obdrželi jsme", "přijali jsme", "vaše zpráva", "získali jsme",
	"byl přijat", "byla přijata", "byl zaregistrov*", "byla zaregistrov*", "byl založen",
	"vaše žádost", "váš požadavek", "váš dotaz", "evidujeme", "vi har mottagit",
	"vi har tagit emot", "har kommit fram", "har mottagits", "har registrerats", "ditt ärende",
	"ditt meddelande", "vi har fått", "vi har mottatt", "vi har modtaget", "er mottatt",
	"er modtaget", "er registrert", "er registreret", "din henvendelse", "din melding har",
	"din besked", "henvendelsen din", "vi har oprettet", "vi har opprettet", "er oprettet",
	"er opprettet", "viestisi on vastaanotettu", "olemme vastaanottaneet", "on vastaanotettu",
	"on kirjattu", "yhteydenottosi", "palvelupyyntösi", "viestisi on", "tikettisi",
	"bei uns * eingegangen", "haben wir erhalten", "wir haben ihre", "ist eingegangen",
	"ist bei uns", "ist angekommen", "angelegt worden", "wurde angelegt", "wurde erstellt",
	"wurde eröffnet", "wurde erfasst", "wurde registriert", "wurde aufgenommen",
	"ist unter der nummer", "unter der nummer", "unter der vorgangs*", "eingang ihrer",
	"bestätigen den eingang", "bestätigen den erhalt", "haben ihre", "ihr anliegen",
	"ihre anfrage wurde", "ihre anfrage ist", "deine anfrage", "dein anliegen", "haben deine",
	"hemos recibido", "ha sido registrad*", "ha sido recibid*", "su mensaje ha llegado",
	"tu mensaje ha llegado", "hemos creado", "hemos abierto", "se ha creado",
	"se ha registrado", "se ha abierto", "tu consulta", "su consulta", "su solicitud",
	"tu solicitud", "queda registrad*", "acusamos recibo", "recibimos su", "recibimos tu",
	"está en manos", "ya la tenemos", "ha quedado registrad*", "bien reçu", "nous avons reçu",
	"a été enregistrée", "a été enregistré", "accusons réception", "accuse réception",
	"nous est * parvenu*", "votre demande", "a été créé*", "a bien été", "avons bien pris",
	"votre message a", "votre courriel a", "est bien arrivé", "megkaptuk", "beérkezett",
	"rögzítettük", "iktattuk", "üzenetét", "megkeresését", "bejelentését", "abbiamo ricevuto",
	"è stata ricevuta", "è stata registrata", "è stato registrato", "è stato ricevuto",
	"la sua richiesta", "la tua richiesta", "è stato aperto", "è stata aperta",
	"abbiamo aperto", "abbiamo preso in carico", "è stata presa", "ci è pervenut*", "ontvangen",
	"is geregistreerd", "is aangemaakt", "hebben wij uw", "hebben uw", "hebben je", "uw vraag",
	"uw melding", "je vraag is", "is bij ons binnen", "is binnengekomen", "in goede orde",
	"otrzymaliśmy", "dostaliśmy", "zostało zarejestrowane", "zostało przyjęte",
	"zostało utworzone", "przyjęliśmy", "wpłynęł*", "potwierdzamy otrzymanie", "dotarł* do nas",
	"zarejestrowaliśmy", "recebemos", "foi recebid*", "foi registad*", "foi registrad*",
	"foi abert*", "foi criad*", "o seu pedido", "sua solicitação", "seu chamado",
	"acusamos a receção", "acusamos o recebimento", "am primit", "a fost înregistrat*",
	"solicitarea dumneavoastră", "a fost primit*", "мы получили ваш*", "ваше обращение",
	"ваш запрос", "ваше письмо получено", "письмо получено", "ваша заявка", "принято",
	"зарегистрирован*", "получено", "принята", "ми отримали", "ваше звернення", "ваш запит",
	"отримано", "зареєстрован*", "ελήφθη", "λάβαμε", "καταχωρ*", "talebiniz", "mesajınız",
	"alınmıştır", "ulaşmıştır", "kaydedilmiştir", "oluşturul*", "zaprimili", "primili smo",
	"vaš upit", "prejeli smo", "كتلقينا", "لقد تلقينا", "تم استلام", "تم تسجيل", "قبل طلبكم",
	"קיבלנו", "פנייתך", "התקבלה", "נרשמה", "お問い合わせ", "お問合せ", "受け付け", "受付いたし",
	"承りました", "受領いたし", "拝受", "受付番号", "受信いたしました", "受付しました",
	"届きました", "접수", "메일을 받았", "문의가 등록", "등록되었", "已收到", "收到您的",
	"来信已收到", "邮件已收到", "郵件已收到", "已受理", "已提交", "已登记", "已创建",
	"收到你的", "收悉", "已记录", "for applying", "for your application", "ihre bewerbung",
	"votre candidature", "su candidatura", "sua candidatura", "la tua candidatura",
	"uw sollicitatie", NULL};

/** Thanks for a letter, or for the interest. */
const char *const rebound_automatic_thanks[] = {"received your", "for contacting",
	"for reaching out", "getting in touch", "for your email", "for your e-mail",
	"for your message", "for your mail", "for your note", "for your enquiry",
	"for your inquiry", "for your letter", "for writing", "for getting in", "thanks for your",
	"thank you for getting", "thank you for your interest", "thanks for your interest",
	"thanks for emailing", "thank you for emailing", "thanks for dropping",
	"thanks for the email", "thanks for the message", "glad you", "great to hear",
	"nice to hear", "hello and thank", "děkujeme za", "děkuji za", "díky za", "ďakujem* za",
	"tack för ditt", "tack för att du", "tack för din", "tack för att ni", "takk for din",
	"takk for meldingen", "takk for henvendelsen", "takk for e-post*", "takk for mail*",
	"takk for at du", "tak for din", "tak for henvendelsen", "tak for jeres", "tak for mail*",
	"tak fordi du", "kiitos yhteydenotosta*", "kiitos viestist*", "kiitos sähköpost*",
	"kiitokset viestist*", "dank für ihre", "dank für ihr", "danke für ihre", "danke für ihr",
	"danke für deine", "danke für die", "für deine nachricht", "für deine mail",
	"für ihre nachricht", "für ihre mail", "vielen dank für die", "danke, dass sie",
	"danke, dass du", "schön, dass sie", "schön, dass du", "gracias por contactar*",
	"gracias por su", "gracias por ponerse", "gracias por escribir*", "gracias por tu",
	"gracias por el", "gracias por comunicar*", "agradecemos su",
	"merci de nous avoir contact*", "remercions de votre", "remercie de votre",
	"remercie pour votre", "remercions pour votre", "merci pour votre", "merci de votre",
	"merci pour ton", "köszönjük", "köszönöm", "grazie per averci", "la ringraziamo",
	"grazie per il", "grazie per la", "grazie del", "grazie della", "grazie di averci",
	"ti ringraziamo", "la ringrazio", "bedankt voor uw", "dank voor uw", "voor je bericht",
	"voor je mail", "voor je e-mail", "voor uw bericht", "voor uw mail", "bedankt voor je",
	"dank voor je", "fijn dat je", "fijn dat u", "leuk dat je", "dziękujemy za", "dziękuję za",
	"obrigado por", "obrigada por", "agradecemos", "obrigado pela", "obrigada pela",
	"obrigado pelo", "obrigada pelo", "agradeço", "mulțumim pentru", "mulțumesc pentru",
	"vă mulțum*", "спасибо за обращение", "спасибо за письмо", "спасибо за ваш*",
	"благодарим за", "благодарю за", "спасибо, что", "дякуємо за", "дякую за", "ευχαριστ*",
	"teşekkür ederiz", "teşekkür ederim", "teşekkürler", "hvala na", "hvala za",
	"terima kasih atas", "cảm ơn", "شكرا*", "شكراً", "תודה על", "תודה שפני*", "ご連絡ありがとう",
	"メールありがとう", "ご連絡いただき", "お問い合わせいただき", "メールをいただき",
	"お世話になっております", "문의해 주셔서", "연락 주셔서", "메일 주셔서", "감사합니다",
	"感谢您的来信", "感谢您的", "谢谢您的", "感谢来信", "谢谢来信", "感谢联系", "感謝您",
	"谢谢您", NULL};

/** A desk will see to it. */
const char *const rebound_automatic_service[] = {"get back to you", "be in touch", "our team",
	"support team", "support staff", "customer service", "customer care", "will respond",
	"will reply", "will answer", "will be answered", "as soon as possible", "within * hours",
	"within * days", "reference number", "ticket", "case number", "request number",
	"do not reply", "don't reply", "type your reply", "automatically generated", "automated",
	"customer portal", "co nejdříve", "číslo", "neodpovídejte", "så snart", "återkommer",
	"ärende*", "svara inte", "saksnummer", "vender tilbage", "svar ikke", "mahdollisimman pian",
	"bald wie möglich", "schnellstmöglich", "schnell wie möglich", "bearbeite*", "in kürze",
	"melden uns", "antworten sie nicht", "vorgangsnummer", "ticketnummer", "automatisch*",
	"lo antes posible", "mayor brevedad", "en breve", "responderemos", "no responda",
	"meilleurs délais", "répondrons", "traitée", "sera traité", "ne pas répondre",
	"notre équipe", "hamarosan", "prima possibile", "al più presto", "risponderemo",
	"non rispondere", "zo spoedig mogelijk", "zo snel mogelijk", "in behandeling",
	"niet beantwoorden", "jak najszybciej", "nie odpowiadać", "zgłoszeni*", "odpowiemy",
	"mais breve possível", "em breve", "não responda", "protocolo", "în cel mai scurt",
	"зарегистрирован*", "в ближайшее время", "не отвечайте", "ответим", "en kısa sürede",
	"自動", "担当者", "返信しないで", "折り返し", "빠른", "회신하지", "尽快", "盡快", "请勿回",
	"請勿回", "we aim to", "working days", "business days", "we can only",
	"number of applications", "number of messages", "will contact you", "will be in contact",
	"shortly", "kurzfristig", "umgehend", "werktage*", "jours ouvr*", "días hábiles",
	"giorni lavorativi", "dias úteis", "werkdagen", "dni robocz*", "рабочих дн*", NULL};

/** What desks speak of, and others too. */
const char *const rebound_automatic_desk[] = {
	/* en */
	"your request is in", "in good hands", "reference", "keep this number", "keep the number",
	"this number", "subject line", "help desk", "helpdesk", "help centre", "help center",
	"knowledge base", "frequently asked", "faq", "opening hours", "office hours",
	"business hours", "our hours", "monday to friday", "mon-fri", "monday through friday",
	"hours", "hrs", "specialist*", "agent", "advisor", "adviser", "representative",
	"usually reply", "usually answer", "typically respond", "typically reply", "a member of",
	"one of our", "high volume", "volume of", "queue", "response time", "processing time",
	/* de */
	"angelegt", "öffnungszeiten", "geschäftszeiten", "servicezeiten", "bearbeitungszeit",
	"nummer", "aktenzeichen", "betreffzeile", "betreff", "rückfragen", "mitarbeiter*",
	"kundendienst", "kundenservice", "serviceteam", "hilfebereich", "stunden",
	"montag bis freitag", "mo-fr", "anliegen", "wir prüfen", "warteschlange", "vorgang",
	"erfasst",
	/* fr */
	"numéro", "horaires", "heures", "dossier", "demande", "conseiller*", "service client*",
	"centre d'aide", "foire aux questions", "du lundi au vendredi", "référence",
	"pris* en charge", "objet du message",
	/* es */
	"número", "horario*", "horas", "solicitud", "consulta", "caso", "asesor*",
	"atención al cliente", "centro de ayuda", "lunes a viernes", "plazo", "referencia",
	"equipo", "tramit*", "incidencia",
	/* pt */
	"horário*", "pedido", "solicitação", "atendimento", "chamado", "central de ajuda",
	"segunda a sexta", "prazo", "referência", "equipa", "equipe",
	/* it */
	"numero", "orari", "ore", "richiesta", "pratica", "assistenza", "servizio clienti",
	"lunedì al venerdì", "riferimento", "operator*", "staff", "presa in carico", "segnalazione",
	/* nl */
	"openingstijden", "uur", "vraag", "aanvraag", "klantenservice", "medewerker*",
	"maandag tot", "maandag t/m", "kenmerk", "onderwerp", "melding", "behandelen",
	/* sv */
	"öppettider", "timmar", "dagar", "kundtjänst", "kundservice", "handläggare", "medarbetare",
	"ämnesraden", "måndag till fredag", "supportärende", "handlägg*", "arbetsdag*", "vardagar",
	/* da */
	"åbningstid*", "timer", "hverdage", "kundeservice", "medarbejder*", "emnefelt*",
	"sagsnummer", "sag", "mandag til fredag", "behandle*", "arbejdsdage",
	/* no */
	"åpningstid*", "virkedager", "kundesenter", "medarbeider*", "sak", "arbeidsdager",
	/* fi */
	"tunnin", "arkipäiv*", "asiakaspalvelu*", "palvelupyyn*", "tikett*", "käsittel*",
	"aukiolo*", "viitenumero", "asianumero", "tunnuksella", "arkisin",
	/* pl */
	"numer*", "godzin*", "konsultant*", "biuro obsługi", "obsług*", "poniedziałku do piątku",
	"sprawa", "sprawy", "sprawie", "zarejestrowan*", "temacie",
	/* cs */
	"hodin*", "pracovních dn*", "pracovních dnů", "oddělení", "požadavek", "tiket", "podpor*",
	"zpracov*", "předmět*", "zaregistrov*", "evidov*", "operátor*",
	/* sk */
	"číslo", "hodín", "pracovných dn*", "požiadavk*", "spracov*",
	/* hu */
	"munkanap*", "órán belül", "ügyfélszolgálat*", "munkatárs*", "ügyszám*", "azonosító*",
	"iktat*", "számon", "bejelentés*", "nyitvatart*",
	/* ro */
	"număr*", "zile lucrătoare", "echipa", "solicitare*", "tichet", "referință",
	/* tr */
	"numara*", "saat*", "iş günü", "müşteri hizmetleri", "ekibi*", "talep*", "kayıt", "destek",
	/* ru */
	"номер*", "часов", "рабочих", "специалист*", "служба поддержки", "служб* поддержки",
	"оператор*", "обращени*", "заявк*", "тикет", "обработк*", "рабочее время",
	/* uk */
	"робочих", "спеціаліст*", "звернен*",
	/* el */
	"αριθμ*", "ώρες", "εργάσιμ*", "αίτημα", "ομάδα",
	/* hr */
	"broj", "sati", "radnih dan*", "zahtjev*", "podršk*", "delovnih", "zahtev*",
	/* id */
	"nomor", "jam kerja", "hari kerja", "tim kami",
	/* vi */
	"mã số", "giờ", "ngày làm việc", "bộ phận",
	/* ar */
	"رقم", "ساعة", "فريق*", "طلب*",
	/* he */
	"מספר", "שעות", "ימי עסקים", "פנייה*", "צוות",
	/* ja */
	"番号", "営業日", "営業時間", "時間以内", "受付番号", "サポート", "カスタマー", "順次",
	"確認のうえ", "スタッフ",
	/* zh */
	"工单", "编号", "編號", "工作日", "小时", "小時", "客服", "工作时间", "受理", "专员",
	"团队",
	/* ko */
	"번호", "영업일", "시간 이내", "고객센터", "상담원", "담당자", "순차적", "업무시간",
	"접수번호", NULL};

/** Nobody reads what comes to this address. */
const char *const rebound_automatic_unread[] = {"mailbox is not monitored",
	"inbox is not monitored", "address is not monitored", "is not being monitored",
	"is an unmonitored", "address that nobody reads", "nobody reads", "is not read",
	"are not read", "cannot receive replies", "can't receive replies",
	"does not accept replies", "does not receive mail", "not set up to receive",
	"mailbox is unattended", "inbox is unattended", "deleted automatically",
	"automatically deleted", "deleted unread", "deleted without being read",
	"no longer being read", "not be read", "wird nicht gelesen", "nicht gelesen",
	"ungelesen gelöscht", "nicht überwacht", "n'est pas lue", "n'est pas consultée",
	"ne sont pas lus", "no es atendid*", "no se lee*", "no está supervisad*", "non viene letta",
	"non è presidiata", "non è monitorat*", "wordt niet gelezen", "niet gelezen",
	"não é monitorad*", "não é lid*", "nie jest monitorowan*", "nie jest czytan*", "läses inte",
	"leses ikke", "læses ikke", "送信専用", "読まれません", "无人查看", "无人值守",
	"не читается", "не просматривается", "non vengono lette", "non vengono letti",
	"non saranno lette", "ne seront pas lu*", "ne sont pas traité*", "no serán leíd*",
	"no son leíd*", "no se leen", "não serão lid*", "não são lid*", "werden nicht gelesen",
	"werden nicht bearbeitet", "nicht für den empfang", "nur zum versand", "only for sending",
	"send-only", "send only", "worden niet gelezen", "wordt niet bekeken",
	"replies to this address", "replies to this mailbox", "do not reach anyone",
	"read by nobody", "not read by anyone", "unattended mailbox", "unmonitored",
	"no longer monitored", "is not monitored", "isn't monitored", "is not checked",
	"isn't checked", "nobody checks", "nobody picks", "nobody looks", "nobody uses",
	"no one reads", "no-one reads", "no one checks", "no one looks", "not looked after",
	"niemand liest", "liest niemand", "niemand mehr", "niemand schaut", "personne ne lit",
	"nadie lee", "ninguém lê", "nessuno legge", "niemand leest", "ingen läser", "ingen læser",
	"ingen leser", "kukaan ei lue", "nikt nie czyta", "nikdo nečte", "senki nem olvas",
	"никто не читает", "誰も見て", "無人查看", "没有人查看", "isn't looked at", "not looked at",
	"not attended", NULL};

/** A program wrote this. */
const char *const rebound_automatic_machine[] = {"automatically generated",
	"generated automatically", "sent automatically", "automatically sent", "automatic reply",
	"automated reply", "automatic answer", "automated response", "automatic response",
	"auto-generated", "automatisch erstellt*", "automatisch generiert*",
	"automatisch versendet*", "automatisch erzeugt*", "automatische antwort", "automatiquement",
	"réponse automatique", "automáticamente", "forma automática", "respuesta automática",
	"automaticamente", "risposta automatica", "resposta automática", "automatisch gegenereerd*",
	"automatisch verzonden", "automatisch verstuurd", "automatisch antwoord", "automatycznie",
	"automaticky", "automatiskt", "automatisk svar", "autosvar", "automaattinen",
	"automaattisesti", "automatikus*", "otomatik*", "автоматическ*", "автоматично", "自動送信",
	"自動返信", "自動応答", "自动发送", "自动回复", "自動回覆", "자동",
	"this is an automatic message", "this is an automated message",
	"this is an automated notification", "this is an automated email", "this is an auto-reply",
	"this is an autoreply", "this is an autoresponse", "auto-response", "autoresponder",
	"this is an automat*", "dies ist eine automatisch*", "diese nachricht wurde automatisch",
	"diese e-mail wurde automatisch", "dit is een automatisch", "ceci est une réponse auto*",
	"自動送信されて", "自動返信メール", "本邮件为自动", "系统自动",
	"ta wiadomość została wygenerowana", NULL};

/** The reader is asked what he thinks of a service. */
const char *const rebound_automatic_asked[] = {"how did we do", "how was your experience",
	"rate our*", "rate your*", "rate us", "would you rate", "would you recommend",
	"satisfaction survey", "short survey", "quick survey", "take our survey", "bewerten sie",
	"zufriedenheitsumfrage", "umfrage", "enquête de satisfaction", "votre avis", "encuesta",
	"sondaggio", "questionario", "pesquisa de satisfação", "tevredenheidsonderzoek", "ankieta",
	"anketa", "kundeundersøkelse", "kundundersökning", "пройдите опрос", "короткий опрос",
	"небольшой опрос", "участие в опросе", "アンケート", "满意度调查", NULL};
