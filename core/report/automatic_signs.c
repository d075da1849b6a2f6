/* SPDX-License-Identifier: MIT */
#include "core/report/automatic_signs.h"

#include "core/report/word_filter.h"

/* Phrases; "*" is a gap of some words. Mostly by language. */

static const char *const absent[] = {"am not in the office", "am out of the office",
	"will be out of the office", "i am away", "i'm away", "i will be away", "i'll be away",
	"i am * unavailable", "i'm * unavailable", "i will be * unavailable",
	"i'll be * unavailable", "i am travel*", "i'm travel*", "i will be travel*",
	"i'll be travel*", "i am on * leave", "i'm on * leave", "i will be on * leave",
	"i'm on * until", "i am on * until", "i'm on * till", "i am on * till", "i'm out * until",
	"i am out * until", "i am off until", "i'm off until", "on maternity leave",
	"on paternity leave", "on parental leave", "on sick leave", "on sabbatical",
	"am on vacation", "will be on vacation", "'m on vacation", "currently on vacation",
	"am on holiday", "will be on holiday", "'m on holiday", "currently on holiday",
	"am on annual leave", "will be on annual leave", "i will not be * reading",
	"i won't be * reading", "not checking * mail", "i am not able to read",
	"i won't be able to", "i will not be able to",
	/* cs, sk */
	"jsem na dovolené", "nejsem * přítom*", "mimo kancelář*", "čerpám dovolen*",
	"jsem nepřítom*", "som na dovolenke", "nie som v kancelárii",
	/* da, no, sv */
	"jeg er * ferie", "jeg har ferie", "jeg holder ferie", "jeg er * fraværende",
	"jeg er ikke på kontoret", "jeg er bortreist", "jeg er * ikke tilgjengelig",
	"jeg er * ute av kontoret", "jeg er * på kursus", "jeg er * barsel*", "jag är * ledig",
	"jag är * bortrest", "jag är på semester", "jag har semester", "jag är inte på",
	"jag är * inte tillgänglig", "jag är * på resande fot", "jag är föräldraledig",
	/* de */
	"bin ich * nicht erreichbar", "bin ich * nicht zu erreichen", "ich bin * nicht erreichbar",
	"ich bin * nicht zu erreichen", "ich bin * abwesend", "bin ich * abwesend",
	"ich bin * nicht im", "bin ich * nicht im", "ich bin * im urlaub", "bin ich * im urlaub",
	"ich bin * unterwegs", "bin ich * unterwegs", "ich bin * elternzeit",
	"bin ich * elternzeit", "außer haus", "nicht im hause", "nicht am arbeitsplatz",
	"wir haben * betriebsferien", "wir haben * betriebsurlaub", "bin * krankgeschrieben",
	"im mutterschutz", "auf dienstreise",
	/* el */
	"απουσιάζω", "θα απουσιάζω", "εκτός γραφείου", "σε άδεια",
	/* es */
	"no podré contestar", "no podré responder", "no podré atender", "estoy * fuera",
	"estaré * fuera", "estoy * ausente", "estaré * ausente", "ausente hasta",
	"me encuentro * ausente", "me encuentro * fuera", "estoy de vacaciones",
	"estaré de vacaciones", "encuentro de vacaciones", "estoy de baja", "estoy de permiso",
	"no estaré disponible", "sin acceso al correo", "no tendré acceso",
	/* fi */
	"olen * lomalla", "olen * poissa", "en ole * paikalla", "en ole * tavoitettavissa",
	/* fr */
	"je suis * absent", "je suis * absente", "je serai * absent", "je serai * absente",
	"absent du", "absente du", "absent jusqu*", "absente jusqu*", "je suis en congé*",
	"je serai en congé*", "je suis en déplacement", "je ne suis pas * joignable",
	"je suis * indisponible", "en arrêt maladie", "congé maternité", "je n'ai pas accès",
	"je n'aurai pas accès",
	/* hu */
	"szabadságon vagyok", "nem vagyok az irodában", "nem vagyok elérhető", "házon kívül",
	/* id, vi */
	"sedang cuti", "di luar kantor", "đang nghỉ phép", "vắng mặt", "đi công tác",
	/* it */
	"sono * assente", "sarò * assente", "sono * fuori", "sarò * fuori", "sono in ferie",
	"sarò in ferie", "in ferie fino", "in ferie dal", "sono in malattia", "sono in congedo",
	"non sono raggiungibile", "non sarò raggiungibile", "non potrò rispondere", "in maternità",
	/* nl */
	"ik ben * afwezig", "ben ik * afwezig", "ik ben * niet aanwezig", "ben ik * niet aanwezig",
	"ik ben * vakantie", "ben ik * vakantie", "ik ben * niet bereikbaar",
	"ben ik * niet bereikbaar", "met verlof", "ziek gemeld", /* pl */
	"jestem na urlopie", "przebywam na urlopie", "będę na urlopie", "jestem * nieobecn*",
	"będę * nieobecn*", "nie ma mnie w", "na zwolnieniu", "bez dostępu do poczty",
	/* pt */
	"estou * ausente", "estarei * ausente", "estou * fora", "estarei * fora", "estou de férias",
	"estarei de férias", "encontro-me de férias", "estou de licença", "estou em férias",
	"não poderei responder", "encontro-me * ausente",
	/* ro, tr */
	"sunt în concediu", "voi fi în concediu", "nu sunt la birou", "ofis dışında*", "izindeyim",
	"izinliyim", "yıllık izin*", "tatildeyim", "şehir dışında*",
	/* ru, uk */
	"я в отпуске", "нахожусь в отпуске", "буду отсутствовать", "нахожусь в командировке",
	"в командировке", "меня нет в офисе", "меня не будет", "отсутствую", "в декретном",
	"на больничном", "у відпустці",
	/* ar, he */
	"خارج المكتب", "في إجازة", "מחוץ למשרד", "בחופשה",
	/* ja, ko, zh */
	"休暇をいただ", "不在にし", "不在のため", "出張中", "出張のため", "休業とさせ",
	"お休みをいただ", "휴가 중", "휴가중", "출장 중", "출장중", "부재 중", "부재중",
	"자리를 비", "正在休假", "休假中", "正在出差", "出差中", "不在办公室", "不在辦公室",
	"外出中", "started my * leave", "on my * leave", "my working days", "my work days",
	"i work part*", "i don't work on", "i do not work on", "*m not working today",
	"*m not working tomorrow", "*m not working this week", "*m not working until",
	"*m not working from", "*m not working between", "*m not working at the moment",
	"*m not working on mon*", "*m not working on tue*", "*m not working on wed*",
	"*m not working on thu*", "*m not working on fri*", "not in today", "away on business",
	"on a business trip", "attending a conference", "je ne travaille pas", "werk ik niet",
	"ik werk niet", "arbeite ich nicht", "ich arbeite nicht", "im resturlaub",
	"im jahresurlaub", "urlaubsbedingt", "no trabajo", "non lavoro", "não trabalho",
	"nie pracuję", "не работаю", "выходн* д*", "休業のため", "確認ができ", "確認することができ",
	"olen vuosilomalla", "lomalla", "läser inte min e-post", "leser ikke e-post",
	"læser ikke mails", "nem dolgozom", "çalışmıyorum", "不在公司", "不在工位", "无法查看邮件",
	"안식", "육아휴직", "encuentro de viaje", "estoy de viaje", "estaré de viaje",
	"sono in trasferta", "sarò in trasferta", "in trasferta fino", "i permisjon",
	"på permisjon", "i permission", "eg er i ferie", "eg har ferie", "請假", "请假", "休假",
	"je suis * en vacances", "je serai * en vacances", "estou em viagem", "estarei em viagem",
	"ik ben op reis", "op zakenreis", "w delegacji", "jestem w podróży", "na služební cestě",
	"matkoilla", "työmatkalla", "geschäftlich unterwegs", "auf reisen", "i am on a trip",
	"i'm on a trip", "at a trade show", "at an event", "i am at a conference",
	"i'm at a conference", NULL};

/* The same without a person who says it: anybody may write so. */
static const char *const away[] = {"not in the office", "out of office", "out of the office",
	"away from the office", "away from my desk", "office is * closed", "offices are * closed",
	"office will be closed", "offices will be closed", "betriebsferien vom",
	"büro * geschlossen", "oficinas * cerrad*", "bureaux * fermés", "uffici * chius*",
	"kantoor * gesloten", "休暇中", "休業期間", "en congés du", "en congés jusqu*",
	"gone fishing", "vacation", "holiday*", "annual leave", "leave", "back on monday",
	"back monday", "back tuesday", "back wednesday", "back thursday", "back friday",
	"next working day", "next business day", "urlaub", "abwesend*", "abwesenheit", "congé*",
	"vacances", "vacaciones", "ausente", "ausencia", "ferie", "assenza", "férias", "ausência",
	"vakantie", "afwezig*", "semester", "ledig", "fraværende", "loma*", "poissa", "urlop*",
	"dovolen*", "szabadság*", "izin*", "concediu*", "отпуск*", "командировк*", "休暇", "休業",
	"不在", "出張", "휴가", "출장", "부재", "休假", "出差", "外出", "winterpause",
	"sommerpause", "ferienpause", "pausa estiva", "pausa invernale", "fermeture annuelle",
	"cerrado por", "chiusi per", "fechado para", "gesloten van", "stängt", "lukket", "suljettu",
	"expect to read", "no connection", "limited connection", "in the field", "erst wieder",
	"wieder am schreibtisch", "wieder am platz", "wieder erreichbar", "wieder zurück",
	"antworte dann", "de retour le", "de vuelta el", "di ritorno il", "de volta no dia",
	"weer aanwezig", "weer bereikbaar", "tillbaka den", "tilbake den", "tilbage den",
	"снова на месте", NULL};

/* A day of a month behind a word. */
#define DAYS(word)                                                                                 \
	word "0*", word "1*", word "2*", word "3*", word "4*", word "5*", word "6*", word "7*",    \
		word "8*", word "9*"

static const char *const returning[] = {"until", "till", "returning", "i return", "my return",
	"return on", "return to the office", "back on", "be back", "am back", "back in the office",
	"back in office", "get back to you", "in my absence", "during my absence",
	"while i am away", "while i'm away", "urgent", "immediate assistance", "emergency",
	"answer slowly", "slow to respond", "delay in * respon*", "delayed respon*", "respond when",
	"reply when", "reply after", "respond after", "please contact", "contact my", "contact our",
	"can contact", "re-open*", "reopen*",
	/* cs, sk */
	"vrátím", "budu zpět", "zpět v", "zpět budu", "naléhav*", "kontaktujte", "obraťte se",
	"budem späť", "späť v", "návratu",
	/* da, no, sv */
	"är tillbaka", "tillbaka den", "tillbaka i", "tillbaka på", "åter den", "åter i", "åter på",
	"brådskande", "er tilbake", "er tilbage", "tilbake den", "tilbake i", "tilbake på",
	"tilbage den", "tilbage i", "tilbage på", "haster", "venligst kontakt", "vennligst kontakt",
	"vennligst ta kontakt", "ta kontakt med min", "ta kontakt med vår*",
	"ta kontakt med resepsjon*", "ta kontakt med kollega*", "ta gjerne kontakt", "kontakt min",
	"kontakt mig", "kontakt meg", "kontakt vores", "kontakt vår*", "kan * kontaktes",
	"vänligen kontakta", "kontakta min*", "kontakta mig", "kontakta vår*", "frem til",
	"fram till", "til og med", "till och med", "indtil",
	/* de */
	"wieder erreichbar", "wieder für sie da", "wieder im", "wieder da", "bis zum",
	"bis zu meiner", "bis einschließlich", "ab dem", "dringend*", "in dieser zeit",
	"meiner abwesenheit", "meiner rückkehr", "vertretung", "vertritt mich", "wenden sie sich",
	"kontaktieren sie", "wende dich", "nicht gelesen", "nicht weitergeleitet",
	"nicht bearbeitet",
	/* el */
	"έως τη", "έως και", DAYS("έως "), "μέχρι τη", "μέχρι το", "μέχρι και", DAYS("μέχρι "),
	"επιστρ*", "επείγον*",
	/* es */
	"hasta el", "regreso", "regresa*", "regresé", "vuelvo el", "vuelvo a la oficina", "volveré",
	"mi vuelta", "urgen*", "contacte", "puede contactar", "pueden contactar",
	"puedes contactar", "mi ausencia", "póngase en contacto", "diríjase",
	/* fi */
	"palaan", "asti", "saakka", "kiireellis*", "takaisin", "ota yhteyttä", "ottakaa yhteyttä",
	"yhteyttä kollega*",
	/* fr */
	"jusqu'au", "jusqu'à", "retour le", "de retour", "mon retour", "mon absence", "urgence",
	"urgente", "veuillez contacter", "merci de contacter", "prière de contacter",
	"pouvez contacter", "peux contacter", "contacter mon", "contacter ma", "contacter mes",
	"me joindre",
	/* hu */
	"visszatér*", "térek vissza", "térünk vissza", "jövök vissza", "visszaérk*", "visszajöv*",
	"leszek vissza", "sürgős", "forduljon", "keresse",
	/* id, vi */
	"hingga", "sampai dengan", "sampai tanggal", "sampai hari", DAYS("sampai "), "akan kembali",
	"kembali pada", "kembali ke kantor", "mendesak", "đến hết", "đến ngày", "đến thứ",
	DAYS("đến "), "quay lại", "vui lòng liên hệ", "xin liên hệ", "hãy liên hệ",
	/* it */
	"fino al", "mio rientro", "rientro il", "torno il", "rientrerò", "rientriamo",
	"rientreremo", "tornerò", "urgenz*", "urgenti", "prega di contattare", "può contattare",
	"potete contattare", "puoi contattare", "contattare il mio", "contattare la mia",
	"contattare i miei", "rivolgersi", "mia assenza",
	/* nl */
	"tot en met", DAYS("tot "), "tot maandag", "tot dinsdag", "tot woensdag", "tot donderdag",
	"tot vrijdag", "tot volgende", "tot na", "tot nader", "tot eind", "tot begin",
	DAYS("vanaf "), "vanaf maandag", "vanaf dinsdag", "vanaf woensdag", "vanaf donderdag",
	"vanaf vrijdag", "terug op", "weer terug", "ben terug", "ik terug", "terug ben", "terug in",
	"terug van", "maandag terug", "dinsdag terug", "woensdag terug", "donderdag terug",
	"vrijdag terug", "dringend", "spoed*", "contact opnemen met mijn", "neem contact",
	"kunt contact opnemen", "kunt * contact opnemen", "mijn afwezigheid",
	/* pl */
	"do dnia", "wracam", "powrocie", "wrócę", "piln*", "o kontakt z", "skontaktować się z",
	"kontaktować się z", "można się kontaktować", "mojej nieobecności",
	/* pt */
	DAYS("até "), "até ao", "até o dia", "até dia", "até à", "até segunda", "até terça",
	"até quarta", "até quinta", "até sexta", "até ao dia", "regresso", "regressarei",
	"regressaremos", "regressar", "retorno ao", "retorno em", "retorno no dia", "retorno dia",
	"meu retorno", "retornarei", "retornaremos", "retornando em", "voltarei", "volto",
	"contate", "entre em contato", "entre em contacto", "pode contatar", "pode contactar",
	"podem contactar", "podem contatar", "minha ausência",
	/* ro, tr */
	"până la", "până în", "până pe", "revin", "contactați", "tarihine kadar", "gününe kadar",
	"haftaya kadar", "'e kadar", "'a kadar", "'ye kadar", "'ya kadar", "tesine kadar", "dönüş*",
	"döneceğim", "acil", "iletişime geç*",
	/* ru, uk */
	"вернусь", "срочн*", "обращайтесь", "выйду", "возвращени*", "свяжитесь", DAYS("до "),
	"до понедельника", "до вторника", "до среды", "до четверга", "до пятницы", "до конца",
	"до начала", DAYS("по "), "по понедельник", "по пятницу", "повернусь", "термінов*",
	"до понеділка", "до кінця",
	/* ar, he */
	"حتى يوم", "حتى تاريخ", DAYS("حتى "), "حتى ٠", "حتى ١", "حتى ٢", "حتى ٣", "حتى ٤", "حتى ٥",
	"حتى ٦", "حتى ٧", "حتى ٨", "حتى ٩", "عاجل", "עד יום", "עד לתאריך", "עד תאריך", DAYS("עד "),
	DAYS("עד ה-"), "דחוף",
	/* ja */
	"戻り次第", "戻ります", "戻る予定", "戻りまし", "日まで", "月まで", "曜まで", "曜日まで",
	"いっぱいまで", "当面", "緊急", "急ぎ", "改めて", "返信が遅れます", "返信が遅れる",
	"返信が遅く", "返信ができ", "返信でき", "返信いたします", "返信させていただ", "返信は",
	"返信を", "連絡が遅れます", "連絡が遅れる", "連絡が遅く", "連絡いたします",
	"連絡させていただ", "復帰",
	/* ko, zh */
	"까지", "복귀", "급한", "긴급", "에게 연락", "으로 연락", "로 연락", "후 연락", "返回后",
	"返回後", "回来后", "回來後", "后回复", "後回覆", "后回覆", "回复您", "回覆您", "回复你",
	"紧急", "请联系", "請聯絡", "請聯繫", "可联系", "可聯絡", "直接联系", "急件", "后处理",
	"後處理", "无法及时", "不能及时", "lov å", NULL};

static const char *const gone[] = {"has left", "have left", "left the company", "no longer with",
	"no longer works", "no longer work", "no longer working", "no longer employed",
	"no longer part of", "moved on to", "has retired", "have retired", "passed away",
	"address is no longer", "mailbox is no longer", "account is no longer",
	"e-mail is no longer", "email is no longer", "mailbox will be deleted",
	"mailbox will be closed", "address will be closed", "address has changed",
	"address is changing", "domain has changed", "new email address", "new e-mail address",
	"changed my email", "changed my e-mail", "changed our email",
	/* cs, da, no, sv, fi */
	"již nepracuje", "už nepracuje", "har slutat", "arbetar inte längre", "jobbar inte längre",
	"har sluttet", "er sluttet", "arbejder ikke længere", "jobber ikke lenger",
	"arbeider ikke lenger", "er fratrådt", "ei ole enää", "ei työskentele enää",
	"ny e-postadress*", "ny mailadresse",
	/* de */
	"nicht mehr bei", "nicht mehr für * tätig", "ausgeschieden", "im ruhestand",
	"nicht mehr in unserem", "adresse ist nicht mehr", "adresse wird nicht mehr",
	"postfach wird * gelöscht", "postfach wird nicht mehr", "adresse hat sich geändert",
	"neue e-mail-adresse", "neue mailadresse", "neue mail-adresse", "unternehmen verlassen",
	/* es */
	"ya no trabaja", "ya no forma parte", "ha dejado la empresa", "dirección ya no",
	"cuenta ya no", "correo ya no", "nueva dirección de correo", "cambiado de correo",
	/* fr */
	"a quitté", "ne fait plus partie", "ne travaille plus", "adresse n'est plus",
	"adresse * plus utilisée", "boîte n'est plus", "changé d'adresse", "nouvelle adresse mail",
	"nouvelle adresse e-mail", "nouvelle adresse électronique",
	/* it */
	"non lavora più", "non fa più parte", "ha lasciato", "indirizzo non è più",
	"casella non è più", "nuovo indirizzo e-mail", "nuovo indirizzo email",
	/* nl */
	"werkt niet meer", "niet meer werkzaam", "uit dienst", "adres * niet meer",
	"nieuw e-mailadres", "mailadres * gewijzigd",
	/* pl, pt */
	"już nie pracuje", "nie pracuje już", "nie pracuje w", "adres * nieaktywn*",
	"zmienił* adres*", "já não trabalha", "não trabalha mais", "não faz mais parte",
	"já não faz parte", "deixou a empresa", "novo endereço de e-mail", "novo endereço de email",
	/* ru, tr */
	"больше не работает", "уволил*", "адрес * не используется", "новый адрес", "artık çalışm*",
	"ayrılmıştır",
	/* ja, ko, zh */
	"退職いたし", "退職しました", "退社いたし", "アドレスが変更", "アドレスを変更", "퇴사",
	"퇴직", "已离职", "已離職", "不再使用", "邮箱已更换", "n'utilise plus cette",
	"n'utilise plus l'adresse", "don't use this address", "do not use this address any*",
	"no longer use this", "nutze diese adresse nicht mehr", "verwende diese adresse nicht mehr",
	"ya no uso esta", "non uso più questo", "não uso mais este", "gebruik dit adres niet meer",
	"nie używam już", "больше не пользуюсь", "has graduated", "account will be removed",
	"account is closing", "account is being closed", "mailbox is closing",
	"account will be closed", "will expire", "adres vervalt", "e-mailadres vervalt",
	"adres komt te vervallen", "wird abgeschaltet", "adresse läuft aus", "adresse erlischt",
	"sera supprimée", "será eliminada", "verrà disattivat*", "será desativad*",
	"is being discontinued", "has been discontinued", "is being retired", "being switched off",
	"nedlægges", "legges ned", "stängs av", "i retired", "have now retired", "i am retired",
	"i'm retired", "in rente", "in pension", "im verdienten ruhestand", "à la retraite",
	"me he jubilado", "me jubilé", "sono in pensione", "met pensioen", "gått i pension",
	"gått av med pensjon", "gået på pension", "na emeryturze", "на пенсии", "reformei-me",
	"aposent*", "eläkkeell*", "定年退職", "退休", "causó baja", "ha causado baja",
	"no pertenece ya", "ya no pertenece", "a cessé ses fonctions", "ha cessato",
	"cessou funções", "hat uns verlassen", "has moved to another", "no longer accepts e-mail",
	"no longer accepts email", NULL};

static const char *const instead[] = {"update your records", "update your address book",
	"update your contact*", "please contact", "please write", "please send", "please email",
	"please e-mail", "please use", "please direct", "please forward", "write to", "direct any",
	"future correspondence", "instead", "my colleague", "new address", "reached at",
	"reach me at", "from now on", "in future", "kontaktujte", "obraťte", "kontakta", "kontakt",
	"skicka", "vänd dig", "henvend*", "skriv til", "ota yhteyttä", "ottakaa yhteyttä",
	"wenden sie sich", "verwenden", "nutzen", "schreiben sie", "bitte senden",
	"ansprechpartner*", "künftig", "ab sofort", "erreichen sie", "contacte", "contactar",
	"diríjase", "dirigirse", "escriba", "póngase", "nueva dirección", "a partir de", "merci de",
	"veuillez", "contacter", "adresser", "désormais", "contattare", "rivolgersi", "scrivere",
	"inviare", "neem contact", "kunt u", "voortaan", "mailen naar", "prosimy", "proszę",
	"contat*", "dirija", "escreva", "обращайтесь", "пишите", "просим", "свяжитесь", "iletişim",
	"ulaşabilir*", "後任", "連絡", "お願い", "연락", "문의", "联系", "聯絡", "请发", "請寄",
	"écrivez-moi", "écrire à", "écrivez à", "dorénavant", "schreibt", "schreibe mir",
	"escríbeme", "escríbame", "scrivetemi", "scrivimi", "me escreva", "schrijf", "napisz",
	"напишите", "ask your contact", "for a new address", "use my new", "has been forwarded",
	"was forwarded", "is forwarded", "wird weitergeleitet", "wurde weitergeleitet",
	"doorgestuurd", "a été transféré*", "ha sido reenviad*", "è stato inoltrat*",
	"foi encaminhad*", "gebruik", "remita", "remitir", "envíe", "enviar", "adressez", "envoyez",
	"invii", "inviate", "envie", "online form", "contact form", "stuur", "contact us", NULL};

static const char *const received[] = {"has been received", "received your", "we've got your",
	"have your message", "has been logged", "has been registered", "has been assigned",
	"is being reviewed", "has been opened", "has been created", "is in our queue",
	"for contacting", "for reaching out", "getting in touch", "for your email",
	"for your e-mail", "for your message", "for your mail", "for your enquiry",
	"for your inquiry", "for writing", "could not be processed", "couldn't create",
	"děkujeme za", "obdrželi jsme", "přijali jsme", "tack för ditt", "vi har mottagit",
	"vi har tagit emot", "takk for din", "tak for din", "vi har mottatt", "vi har modtaget",
	"kiitos yhteydenotosta*", "viestisi on vastaanotettu", "dank für ihre", "dank für ihr",
	"danke für ihre", "danke für ihr", "bei uns * eingegangen", "haben wir erhalten",
	"wir haben ihre", "hemos recibido", "gracias por contactar*", "gracias por su",
	"gracias por ponerse", "ha sido registrad*", "ha sido recibid*", "bien reçu",
	"nous avons reçu", "a été enregistrée", "accusons réception", "accuse réception",
	"merci de nous avoir contact*", "remercions de votre", "megkaptuk", "köszönjük",
	"abbiamo ricevuto", "grazie per averci", "è stata ricevuta", "è stata registrata",
	"la ringraziamo", "ontvangen", "bedankt voor uw", "dank voor uw", "otrzymaliśmy",
	"dziękujemy za", "recebemos", "obrigado por", "obrigada por", "agradecemos", "am primit",
	"мы получили ваш*", "ваше обращение", "ваш запрос", "спасибо за обращение",
	"ваше письмо получено", "talebiniz", "mesajınız", "お問い合わせ", "受け付け", "受付いたし",
	"접수", "已收到", "收到您的", "voor je bericht", "voor je mail", "voor je e-mail",
	"voor uw bericht", "danke für deine", "für deine nachricht", "für deine mail",
	"vielen dank für die", "su mensaje ha llegado", "tu mensaje ha llegado",
	"gracias por escribir*", "gracias por tu", "nous est * parvenu*", "merci pour votre",
	"merci de votre", "grazie per il", "grazie per la", "grazie del", "obrigado pela",
	"obrigada pela", "obrigado pelo", "takk for meldingen", "takk for henvendelsen",
	"tak for henvendelsen", "tack för att du", "tack för din", "kiitos viestist*",
	"thanks for your", "thank you for getting", "thanks for your message",
	"thank you for your interest", "acknowledge receipt", "acknowledges receipt",
	"acknowledge that", "is with us", "vaše zpráva", "dostaliśmy", "спасибо за письмо",
	"спасибо за ваше", "письмо получено", "získali jsme", "teşekkür ederiz", "来信已收到",
	"邮件已收到", "郵件已收到", "感谢您的来信", "ご連絡ありがとう", "お問合せ", "문의해 주셔서",
	"메일을 받았", "for applying", "for your application", "ihre bewerbung",
	"votre candidature", "su candidatura", "sua candidatura", "la tua candidatura",
	"uw sollicitatie", "has reached us", "has reached the", "email has reached",
	"message has reached", "mail has reached", "confirm that we have", NULL};

static const char *const service[] = {"get back to you", "be in touch", "our team", "support team",
	"support staff", "customer service", "customer care", "will respond", "will reply",
	"will answer", "will be answered", "as soon as possible", "within * hours", "within * days",
	"reference number", "ticket", "case number", "request number", "do not reply",
	"don't reply", "type your reply", "automatically generated", "automated", "customer portal",
	"co nejdříve", "číslo", "neodpovídejte", "så snart", "återkommer", "ärende*", "svara inte",
	"saksnummer", "vender tilbage", "svar ikke", "mahdollisimman pian", "bald wie möglich",
	"schnellstmöglich", "schnell wie möglich", "bearbeite*", "in kürze", "melden uns",
	"antworten sie nicht", "vorgangsnummer", "ticketnummer", "automatisch*", "lo antes posible",
	"mayor brevedad", "en breve", "responderemos", "no responda", "meilleurs délais",
	"répondrons", "traitée", "sera traité", "ne pas répondre", "notre équipe", "hamarosan",
	"prima possibile", "al più presto", "risponderemo", "non rispondere", "zo spoedig mogelijk",
	"zo snel mogelijk", "in behandeling", "niet beantwoorden", "jak najszybciej",
	"nie odpowiadać", "zgłoszeni*", "odpowiemy", "mais breve possível", "em breve",
	"não responda", "protocolo", "în cel mai scurt", "зарегистрирован*", "в ближайшее время",
	"не отвечайте", "ответим", "en kısa sürede", "自動", "担当者", "返信しないで", "折り返し",
	"빠른", "회신하지", "尽快", "盡快", "请勿回", "請勿回", "we aim to", "working days",
	"business days", "we can only", "number of applications", "number of messages",
	"will contact you", "will be in contact", "shortly", "kurzfristig", "umgehend", "werktage*",
	"jours ouvr*", "días hábiles", "giorni lavorativi", "dias úteis", "werkdagen",
	"dni robocz*", "рабочих дн*", NULL};

static const char *const unread[] = {"mailbox is not monitored", "inbox is not monitored",
	"address is not monitored", "is not being monitored", "is an unmonitored",
	"address that nobody reads", "nobody reads", "is not read", "are not read",
	"cannot receive replies", "can't receive replies", "does not accept replies",
	"does not receive mail", "not set up to receive", "mailbox is unattended",
	"inbox is unattended", "deleted automatically", "automatically deleted", "deleted unread",
	"deleted without being read", "no longer being read", "not be read", "wird nicht gelesen",
	"nicht gelesen", "ungelesen gelöscht", "nicht überwacht", "n'est pas lue",
	"n'est pas consultée", "ne sont pas lus", "no es atendid*", "no se lee*",
	"no está supervisad*", "non viene letta", "non è presidiata", "non è monitorat*",
	"wordt niet gelezen", "niet gelezen", "não é monitorad*", "não é lid*",
	"nie jest monitorowan*", "nie jest czytan*", "läses inte", "leses ikke", "læses ikke",
	"送信専用", "読まれません", "无人查看", "无人值守", "не читается", "не просматривается",
	"non vengono lette", "non vengono letti", "non saranno lette", "ne seront pas lu*",
	"ne sont pas traité*", "no serán leíd*", "no son leíd*", "no se leen", "não serão lid*",
	"não são lid*", "werden nicht gelesen", "werden nicht bearbeitet", "nicht für den empfang",
	"nur zum versand", "only for sending", "send-only", "send only", "worden niet gelezen",
	"wordt niet bekeken", "replies to this address", "replies to this mailbox",
	"do not reach anyone", "read by nobody", "not read by anyone", "unattended mailbox",
	"unmonitored", NULL};

static const char *const machine[] = {"automatically generated", "generated automatically",
	"sent automatically", "automatically sent", "automatic reply", "automated reply",
	"automatic answer", "automated response", "automatic response", "auto-generated",
	"automatisch erstellt*", "automatisch generiert*", "automatisch versendet*",
	"automatisch erzeugt*", "automatische antwort", "automatiquement", "réponse automatique",
	"automáticamente", "forma automática", "respuesta automática", "automaticamente",
	"risposta automatica", "resposta automática", "automatisch gegenereerd*",
	"automatisch verzonden", "automatisch verstuurd", "automatisch antwoord", "automatycznie",
	"automaticky", "automatiskt", "automatisk svar", "autosvar", "automaattinen",
	"automaattisesti", "automatikus*", "otomatik*", "автоматическ*", "автоматично", "自動送信",
	"自動返信", "自動応答", "自动发送", "自动回复", "自動回覆", "자동", NULL};

static const char *const guard[] = {"protecting my*", "protect my*", "protects my*",
	"protect myself", "protects * inbox", "spam filter", "anti-spam", "antispam",
	"control spam", "stop spam", "spam protection", "block spam", "spam blocker", "reduce spam",
	"spam arrest", "spam-free", "unsolicited", "junk mail", "junk email", "junk e-mail",
	"approved senders", "approved list", "allowed senders", "known senders", "senders i know",
	"safe senders", "trusted senders", "list of approved", "list of trusted", "whitelist*",
	"white list", "guest list", "unknown sender*", "first-time sender*", "don't recognize",
	"don't recognise", "do not recognize", "do not recognise", "not in my address book",
	"not in my contacts", "not on my list", "messages only from", "mail only from",
	"spamschutz", "spam-schutz", "spamfilter", "spam-filter", "vor spam", "unerwünscht*",
	"unbekannte absender", "unbekannter absender", "unbekannten absender*",
	"absender * bekannt", "protège ma", "protège sa", "protéger ma", "indésirables",
	"pourriel*", "expéditeur* inconnu*", "expéditeurs autorisés", "liste blanche", "no deseado",
	"remitente* desconocido*", "remitentes autorizados", "lista blanca", "proteger mi",
	"protejo mi", "posta indesiderata", "mittente* sconosciut*", "mittenti autorizzati",
	"proteggere la mia", "lixo eletrônico", "remetente* desconhecid*", "remetentes autorizados",
	"proteger minha", "proteger a minha", "lista branca", "ongewenste", "onbekende afzender*",
	"afzender* onbekend", "niechcian*", "antyspam*", "nieznan* nadawc*", "антиспам*",
	"от спама", "неизвестн* отправител*", "迷惑メール", "スパム", "垃圾邮件", "垃圾郵件",
	"스팸", "skräppost", "søppelpost", "roskaposti*", "nevyžádan*", "against spam",
	"gegen spam", "contre le spam", "contre les spams", "contra el spam", "contra spam",
	"contro lo spam", "tegen spam", "против спама", "przed spamem", "proti spamu", "mot spam",
	"frei von werbung", "zum ersten mal geschrieben", "schreiben mir zum ersten mal",
	"writing to me for the first time", "first time you have written", "never written to me",
	"escribe por primera vez", "écrivez pour la première fois", "scrive per la prima volta",
	"escreve pela primeira vez", "eerste keer dat u", "stranger*", "fremder absender",
	"keep * inbox clean", "keep * mailbox clean", "was not recognized", "was not recognised",
	"not recognized", "not recognised", "do not know you", "don't know you", "kennen sie nicht",
	"kenne sie nicht", "ne vous connai*", "no le conoc*", "no te conoc*", "non la conosc*",
	"non ti conosc*", "não o conhec*", "niet kennen", "kennen u niet", "nie znam",
	"вас не знает", "не знаком*", "защищ*н от", "защит* почт*", "doesn't know", "does not know",
	"doesn't recognize", "doesn't recognise", "he knows", "she knows", "i know",
	"people i know", "people she knows", "personne* inconnu*", "初めての方", "of spam",
	"much spam", "spam-mails", "spam mails", "zu viel spam", "trop de spam", "tanto spam",
	"demasiado spam", "troppo spam", "veel spam", "bekannten absendern", "bekannter absender",
	"new senders", "new correspondents", "expéditeurs connus", "remitentes conocidos",
	"mittenti conosciuti", "remetentes conhecidos", "bekende afzenders",
	"известных отправителей", NULL};

static const char *const act[] = {"click*", "link", "reply to this", "simply reply", "hit reply",
	"press reply", "just reply", "fill out", "fill in", "form", "captcha", "empty message",
	"blank message", "button", "http*", "klick*", "antworten sie", "bestätig*", "cliqu*",
	"répond*", "lien", "authentifi*", "clic", "enlace", "responda", "responder", "confirm*",
	"clicc*", "rispond*", "conferm*", "clique", "klik*", "antwoord*", "bevestig*", "potwierd*",
	"нажмите", "перейдите", "подтверд*", "クリック", "返信", "認証", "点击", "點擊", "回复",
	"验证", "클릭", NULL};

static const char *const release[] = {"your message * delivered", "your email * delivered",
	"your e-mail * delivered", "your mail * delivered", "your message * held",
	"your email * held", "your mail * held", "before i see", "before i read", "before i get",
	"before your", "until you", "receive your", "receives your", "reach me", "reaches me",
	"get through", "come straight through", "only once", "this once", "one time", "one-time",
	"just once", "not have to do this again", "a real person", "human being", "not a robot",
	"not a machine", "not a computer", "your original message", "zugestellt", "nur einmal",
	"einmalig*", "ein mensch", "kein roboter", "zurückgehalten", "me parvienne",
	"lui parvienne", "une seule fois", "sera remis", "sera délivré", "soit délivré",
	"soit remis", "un humain", "être humain", "une seule et", "una sola vez", "será entregado",
	"sea entregado", "retenido", "ser humano", "persona real", "una sola volta",
	"sarà consegnat*", "venga consegnat*", "sia consegnat*", "trattenut*", "essere umano",
	"persona reale", "una tantum", "uma única vez", "uma só vez", "será entregue",
	"seja entregue", "retida", "pessoa real", "eenmalig", "één keer", "afgeleverd",
	"vastgehouden", "een mens", "jednorazow*", "dostarczon*", "człowiek*", "один раз",
	"доставлен*", "человек*", "一度だけ", "一度のみ", "お届け", "一次", "投递", "送达",
	"한 번만", "warteschlange", "bis sie einmal", "erst zugestellt", "que hacerlo una vez",
	"hacerlo solo una vez", "aún no ha sido entregado", "todavía no ha sido entregado",
	"n'a pas encore été", "non è ancora stato", "ainda não foi entregue", "nog niet afgeleverd",
	"is waiting", "are waiting", "held until", "on hold until", "will wait until", "are human",
	"are a human", "are a person", "is a person", "real person", "human sent",
	"i will get your", "i'll get your", "i will see your", "i'll see your", "is being held",
	"are being held", "being held because", "in attesa di", "ferma nella coda", "en attente de",
	"a la espera", "pendiente de", "em espera", "à espera", "wacht op", "wachten op",
	"oczekuje", "ожидает", "wartet auf", "wartet noch", "pending message*", "pending delivery",
	"для доставки", "la riceverò", "lo recibiré", "je le recevrai", "ik ontvang", "nog niet",
	"never ask you again", "not ask you again", "won't ask again", "ask you again",
	"are you a person", "are you human", "waits outside", "waits until", "wait until",
	"wait outside", "保留して", "配信され", "配信いた", "is kept back", "are kept back",
	"passed on to me", "have to do it again", "do this again", "do it again", "auf freigabe",
	"wird freigegeben", "zur freigabe", "freischalt*", NULL};

static const char *const held[] = {"quarantine*", "quarantäne", "quarantaine", "cuarentena",
	"quarantena", "quarentena", "kwarantann*", "karanten*", "карантин*", "隔离", "隔離", "검역",
	"messages to you", "messages for you", "mail for you", "incoming messages", "your mailbox",
	"your inbox", "your account", "your password", "ihr postfach", "ihr konto", "votre boîte",
	"votre compte", "su buzón", "su cuenta", NULL};

static const char *const asked[] = {"how did we do", "how was your experience", "rate our*",
	"rate your*", "rate us", "would you rate", "would you recommend", "satisfaction survey",
	"short survey", "quick survey", "take our survey", "bewerten sie", "zufriedenheitsumfrage",
	"umfrage", "enquête de satisfaction", "votre avis", "encuesta", "sondaggio", "questionario",
	"pesquisa de satisfação", "tevredenheidsonderzoek", "ankieta", "anketa",
	"kundeundersøkelse", "kundundersökning", "пройдите опрос", "короткий опрос",
	"небольшой опрос", "участие в опросе", "アンケート", "满意度调查", NULL};

static const char *const *const lists[REBOUND_SIGN_COUNT] = {
	[REBOUND_SIGN_ABSENT] = absent,
	[REBOUND_SIGN_AWAY] = away,
	[REBOUND_SIGN_RETURN] = returning,
	[REBOUND_SIGN_GONE] = gone,
	[REBOUND_SIGN_INSTEAD] = instead,
	[REBOUND_SIGN_RECEIVED] = received,
	[REBOUND_SIGN_SERVICE] = service,
	[REBOUND_SIGN_UNREAD] = unread,
	[REBOUND_SIGN_MACHINE] = machine,
	[REBOUND_SIGN_GUARD] = guard,
	[REBOUND_SIGN_ACT] = act,
	[REBOUND_SIGN_RELEASE] = release,
	[REBOUND_SIGN_HELD] = held,
	[REBOUND_SIGN_ASKED] = asked,
};

guint32 rebound_automatic_signs(const char *text, gsize len)
{
	static struct rebound_word_filter filter = {
		.lists = lists, .list_count = REBOUND_SIGN_COUNT, .exact = TRUE};

	return rebound_word_filter_search(&filter, text, len);
}

static gboolean has_all(guint32 signs, guint32 wanted)
{
	return (signs & wanted) == wanted;
}

gboolean rebound_automatic_signs_answer(guint32 signs)
{
	return has_all(signs, REBOUND_SIGN_BIT(ABSENT) | REBOUND_SIGN_BIT(RETURN)) ||
	       has_all(signs, REBOUND_SIGN_BIT(GONE) | REBOUND_SIGN_BIT(INSTEAD));
}

gboolean rebound_automatic_signs_challenge(guint32 signs)
{
	return has_all(signs, REBOUND_SIGN_BIT(GUARD) | REBOUND_SIGN_BIT(ACT) |
				      REBOUND_SIGN_BIT(RELEASE)) &&
	       !(signs & REBOUND_SIGN_BIT(HELD));
}
