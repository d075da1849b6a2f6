/* SPDX-License-Identifier: MIT */
#include "core/report/automatic_lists.h"

#include <stddef.h>

/** When somebody is there again. */
const char *const rebound_automatic_back[] = {
	/* en */
	"return on", "returning", "i return", "my return", "we return", "upon return", "on return",
	"reopen*", "re-open*", "open again", "available again", "at my desk", "resume", "resumes",
	"in again", "be back", "back on", "back in", "back at", "am back", "i am back", "are back",
	"we are back", "is back", "back again", "back after", "back mon*", "back tue*", "back wed*",
	"back thu*", "back fri*", "back jan*", "back feb*", "back mar*", "back apr*", "back may",
	"back jun*", "back jul*", "back aug*", "back sep*", "back oct*", "back nov*", "back dec*",
	"back next", "back tomorrow", "back the", "back around", "back by", "back home",
	"come back", "coming back", "surface again", "resurface*", "open from", "opens on",
	"opens again",
	/* de */
	"zurück", "rückkehr", "wieder erreichbar", "wieder da", "wieder für", "wieder im",
	"wieder in", "wieder am", "wieder an", "wieder geöffnet", "wieder ab", "wieder hier",
	"wieder persönlich", "erst wieder", "öffnen wieder", "sind wieder", "bin wieder",
	"wieder zu", "geöffnet ab", "ab * geöffnet",
	/* fr */
	"retour", "rouvr*", "reprend*", "reprise", "réouverture", "reviens", "revenons",
	"reviendr*", "rentr*", /* es */
	"regres*", "vuelvo", "volver*", "vuelta", "volvemos", "reincorpor*", "reabr*", "reapert*",
	"abrimos el",
	/* pt */
	"volto", "voltamos", "voltar*", "retorn*", "de volta", "reabert*",
	/* it */
	"rientr*", "torno", "torna", "torner*", "torniamo", "ritorn*", "riapr*", "riapert*",
	"ripren*", "apriamo il", "aperti da",
	/* nl */
	"terug*", "weer open", "weer aanwezig", "weer bereikbaar", "weer in", "weer op",
	"weer voor", "weer aan", "heropen*", "weer beschikbaar", "open vanaf", "pas weer",
	"weer na", "er weer",
	/* sv */
	"tillbaka", "öppnar", "är åter", "återkomst", "åter på", "åter i", "åter den", "åter mån*",
	"åter tis*", "öppet från", "öppet igen",
	/* da */
	"tilbage", "åbner", "hjemme igen", "her igen", "igen den", "igen på", "igen fra",
	"åbent igen", "åbent fra", "svarer igen",
	/* no */
	"tilbake", "åpner", "her igjen", "tilgjengelig igjen", "igjen på", "igjen fra", "igjen den",
	"åpent fra",
	/* fi */
	"palaa*", "paluu*", "takaisin", "avaamme", "tavattavissa", "jälleen maanant*",
	"taas paikalla", "jälleen paikalla", "tavoitat minut", "tavoittaa minut", "töissä",
	/* pl */
	"wraca*", "powrót", "powro*", "wróc*", "będę dostępn*", "pracuje od", "pracujemy od",
	"czynne od", "otwarte od",
	/* cs */
	"zpět", "zpátky", "vrátím", "vrátíme", "návrat*", "vracím", "opět v", "opět od", "opět na",
	"otevřeno od", "pracujeme od",
	/* sk */
	"späť",
	/* hu */
	"vissza*", "újra az", "ismét az", "újra elérhető", "ismét elérhető", "újra dolgoz*",
	/* ro */
	"revin", "revenim", "revine", "întorc", "întoarce*", "înapoi", "redeschid*",
	/* tr */
	"döne*", "dönüş*", "döndüğ*", "işbaşı", "tekrar ofis*", "tekrar iş*",
	/* ru */
	"верн*", "возвращ*", "выйду", "выхожу", "на месте", "снова на", "снова в", "снова буду",
	"вновь буду", "работаем с", "на связи с", "открыты с",
	/* uk */
	"поверн*", /* bg */
	"връщам", "върна", "отново",
	/* el */
	"επιστρ*", "πίσω", /* hr */
	"vraćam", "vratit", "povrat*", "vrnem", "vrnitv*", "nazaj", "natrag",
	/* et */
	"tagasi",
	/* lv */
	"atgriez*",
	/* lt */
	"grįš*", "grįž*",
	/* id */
	"kembali",
	/* vi */
	"quay lại", "trở lại",
	/* ar */
	"العودة", "سأعود", "نعود", "عودت*",
	/* he */
	"אחזור", "חוזר*", "חזר*", "אשוב",
	/* th */
	"กลับมา",
	/* ja */
	"戻り", "戻る", "再開", "復帰", "出社", "出勤", "帰社", "帰国", "営業を", "通常営業",
	/* zh */
	"返回", "回来", "回來", "回到", "恢复", "恢復", "返岗", "上班", "返工", "归来", "复工",
	"恢覆", "归來", "覆工", "復工",
	/* ko */
	"복귀", "돌아", "출근", /* ca */
	"tornada", "tornar*", "reobrir*",
	/* is */
	"kem aftur", "til baka", NULL};

/** From when, and until when. */
const char *const rebound_automatic_until[] = {"frem til",
	/* en */
	"until", "till", "through", "as of", "between", "starting", "from the", "inclu*", /* de */
	"bis", "vom", "ab dem", "zwischen", "einschließlich", "ab montag", "ab dienstag",
	"ab mittwoch", "ab donnerstag", "ab freitag",
	/* fr */
	"jusqu'*", "à partir", "à compter", "du lundi", "dès le", "entre le", "à dater",
	/* es */
	"hasta", "desde", "entre el", "del día",
	/* pt */
	"até", "entre os", "entre o", "dia",
	/* it */
	"fino", "dal", "a partire", "tra il", "dall'*", "sino",
	/* nl */
	"tot", "vanaf", "t/m", "tussen",
	/* sv */
	"t.o.m*", "från och med", "fr.o.m*", "tills", "mellan",
	/* da */
	"fra og med", "indtil", "til og med", "til den", "mellem",
	/* no */
	"fram til", "inntil", "mellom", "frå og med",
	/* fi */
	"asti", "saakka", "alkaen", "lähtien", "saapuu",
	/* pl */
	"do dnia", "od dnia", "do poniedziałku", "do piątku", "dniach", "do końca",
	/* cs */
	"až do", "od pondělí", "v termínu", "do pondělí", "do konce",
	/* hu */
	"között", "-ig", "-tól", "napjáig",
	/* ro */
	"până", "începând", "între",
	/* tr */
	"kadar", "arası*", "itibaren", "tarihine", "tarihleri", "tarihinde",
	/* ru */
	"начиная", "включительно", "период*", "до понедельника", "до вторника", "до среды",
	"до четверга", "до пятницы", "до конца", "до начала", "до 1*", "до 2*", "до 3*", "с 1*",
	"с 2*", "с 3*", "до 5*", "до 7*", "до 8*", "до 9*",
	/* uk */
	"по 1*", "по 2*", "по 3*", "до понеділка", "до кінця",
	/* el */
	"έως", "μέχρι", "από",
	/* id */
	"hingga", "sampai", "mulai",
	/* vi */
	"đến", "từ ngày",
	/* ar */
	"حتى", "من تاريخ",
	/* he */
	"עד", "החל",
	/* ja */
	"まで", "から", "にかけて", "より順次",
	/* zh */
	"日至", "日到", "起至", "期间", "之前", "日起", "直到", "至3月", "期間",
	/* ko */
	"까지", "부터", "동안", NULL};

/** Months and days of the week. */
const char *const rebound_automatic_when[] = {
	/* he */
	"*ינואר", "*פברואר", "*מרץ", "*אפריל", "*מאי", "*יוני", "*יולי", "*אוגוסט", "*ספטמבר",
	"*אוקטובר", "*נובמבר", "*דצמבר", "יום ראשון", "יום שני", "יום שלישי", "יום רביעי",
	"יום חמישי", "יום שישי",
	/* ar */
	"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر",
	"نوفمبر", "ديسمبر", "الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة",
	/* en */
	"january", "february", "march", "april", "june", "july", "august", "september", "october",
	"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
	"monday", "tuesday", "wednesday", "thursday", "friday", "tomorrow", "today", "weeks",
	"christmas", "easter",
	/* de */
	"januar", "februar", "märz", "mai", "juni", "juli", "oktober", "dezember", "montag*",
	"dienstag*", "mittwoch*", "donnerstag*", "freitag*", "morgen", "heute", "woche*", "ostern",
	"weihnachten", "kalenderwoche", "kw",
	/* fr */
	"janvier", "février", "mars", "avril", "juin", "juillet", "août", "septembre", "octobre",
	"novembre", "décembre", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "semaine*",
	"demain", "aujourd'hui", "pâques", "noël",
	/* es */
	"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
	"octubre", "noviembre", "diciembre", "lunes", "martes", "miércoles", "jueves", "viernes",
	"semana*", "mañana", "hoy",
	/* pt */
	"janeiro", "fevereiro", "março", "maio", "junho", "julho", "setembro", "outubro",
	"novembro", "dezembro", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira",
	"sexta-feira", "hoje", "amanhã",
	/* it */
	"gennaio", "febbraio", "aprile", "maggio", "giugno", "luglio", "settembre", "ottobre",
	"dicembre", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "settiman*", "domani",
	"oggi", "pasqua", "natale",
	/* nl */
	"januari", "februari", "maart", "mei", "augustus", "maandag*", "dinsdag*", "woensdag*",
	"donderdag*", "vrijdag*", "week", "weken", "pasen", "kerst", "vandaag",
	/* sv */
	"maj", "augusti", "tisdag*", "onsdag*", "torsdag*", "fredag*", "vecka", "veckor", "påsk*",
	"idag",
	/* da */
	"marts", "mandag*", "tirsdag*", "uge", "uger", "i dag",
	/* no */
	"desember", "uke", "uker",
	/* fi */
	"tammikuu*", "helmikuu*", "maaliskuu*", "huhtikuu*", "toukokuu*", "kesäkuu*", "heinäkuu*",
	"elokuu*", "syyskuu*", "lokakuu*", "marraskuu*", "joulukuu*", "maanantai*", "tiistai*",
	"keskiviikko*", "torstai*", "perjantai*", "viikko*", "viikon", "tänään",
	/* pl */
	"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia",
	"września", "października", "listopada", "grudnia", "poniedział*", "wtor*", "środ*",
	"czwart*", "piąt*", "tydzień", "tygodni*", "dziś",
	/* cs */
	"ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září",
	"října", "listopadu", "prosince", "pondělí", "úterý", "středu", "čtvrtek", "pátek", "týden",
	"týdn*", "dnes",
	/* hu */
	"január*", "február*", "március*", "április*", "május*", "június*", "július*", "augusztus*",
	"szeptember*", "október*", "november*", "december*", "hétfő*", "kedd*", "szerd*",
	"csütörtök*", "péntek*", "hét", "héten", "hétig",
	/* ro */
	"ianuarie", "februarie", "martie", "aprilie", "iunie", "iulie", "septembrie", "octombrie",
	"noiembrie", "decembrie", "luni", "marți", "miercuri", "joi", "vineri", "săptămân*",
	/* tr */
	"ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim",
	"kasım", "aralık", "pazartesi", "salı", "çarşamba", "perşembe", "cuma", "hafta*", "bugün",
	/* ru */
	"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
	"октября", "ноября", "декабря", "понедельник*", "вторник*", "среду", "среды", "четверг*",
	"пятниц*", "недел*", "сегодня",
	/* uk */
	"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня",
	"жовтня", "листопада", "грудня", "понеділ*", "вівтор*", "тижн*",
	/* el */
	"ιανουαρίου", "φεβρουαρίου", "μαρτίου", "απριλίου", "μαΐου", "ιουνίου", "ιουλίου",
	"αυγούστου", "σεπτεμβρίου", "οκτωβρίου", "νοεμβρίου", "δεκεμβρίου", "δευτέρα", "τρίτη",
	"τετάρτη", "πέμπτη", "παρασκευή", "εβδομάδ*",
	/* ja */
	"月曜", "火曜", "水曜", "木曜", "金曜", "本日", "明日", "来週", "今週", "週間",
	/* zh */
	"星期", "下周", "本周", "周一", "周二", "周三", "周四", "周五", "今天", "明天",
	/* ko */
	"월요일", "화요일", "수요일", "목요일", "금요일", "다음 주", "이번 주", "오늘", "내일",
	NULL};

/** What cannot wait. */
const char *const rebound_automatic_urgent[] = {
	/* en */
	"emerg*", "pressing", "cannot wait", "can not wait", "will not wait", "in a hurry",
	"time-sensitive", "time sensitive", "critical", "burning", "on fire",
	/* de */
	"dringend*", "dringlich*", "eilig*", "eilt", "eilfälle*", "notfall", "notfälle*",
	"unaufschiebbar*", "nicht warten", "keinen aufschub", "fristsache*", "brandeilig*",
	"brennt",
	/* fr */
	"urgen*", "pressé*", "peut attendre", "imméd*", "pressant*",
	/* es */
	"inmediat*", "apremiante", "puede esperar",
	/* pt */
	"imediat*", "inadiáv*", "pode esperar",
	/* it */
	"immediat*", "improrogab*", "può attendere", "può aspettare",
	/* nl */
	"spoed*", "haast", "niet kan wachten", "niet wachten", "noodgeval*",
	/* sv */
	"brådsk*", "akut*", "kan inte vänta", "bråttom", "angelägna",
	/* da */
	"haste*", "presserende", "kan ikke vente", "uopsættelig*",
	/* no */
	"brenner",
	/* fi */
	"akuutti*", "akuuteissa", "päivystys*",
	/* pl */
	"piln*", "niecierpiąc*", "nagł*",
	/* cs */
	"naléhav*", "neodkladn*", "spěch*", "nutn*",
	/* sk */
	"súrn*", "naliehav*",
	/* hu */
	"sürgős*", "halaszthatatlan*",
	/* tr */
	"acil*", "ivedi*",
	/* ru */
	"срочн*", "неотложн*", "экстренн*", "безотлагательн*", "если горит",
	/* uk */
	"термінов*", "невідкладн*",
	/* bg */
	"спешн*",
	/* el */
	"επείγ*", "έκτακτ*",
	/* hr */
	"hitn*", "žurn*", "nujn*",
	/* et */
	"kiire*",
	/* lv */
	"steidzam*",
	/* lt */
	"skub*",
	/* id */
	"mendesak", "darurat", "penting",
	/* vi */
	"khẩn", "gấp",
	/* ar */
	"عاجل*", "طارئ*", "ضروري*",
	/* he */
	"דחוף", "דחופ*",
	/* th */
	"ด่วน",
	/* ja */
	"緊急", "お急ぎ", "至急", "急ぎ", "急用",
	/* zh */
	"紧急", "急事", "急件", "急需", "急务", "要事", "如急", "急務",
	/* ko */
	"급한", "긴급", "급하", "급히",
	/* ca */
	"urgènci*", NULL};

/** Who helps meanwhile. */
const char *const rebound_automatic_deputy[] = {
	/* en */
	"colleague*", "meanwhile", "is covering", "look* after", "take care of", "taken over",
	"your contact", "your person", "now your", "sort you out", "can help", "happy to help",
	"ping", "talk to", "ask for",
	/* de */
	"vertret*", "vertritt", "übernimmt", "übernehmen", "kümmert", "kümmern", "inzwischen",
	"ansprechpartner*", "hilft", "weiterhelfen", "zuständig*", "betreut", "nachfolg*",
	"ersatzweise", "stattdessen",
	/* fr */
	"collègue*", "collaborat*", "remplac*", "entre-temps", "d'ici là", "interlocut*",
	"prend le relais", "suppléant*", "permanence", "successeur", "s'occupera", "s'occupe",
	"joindre",
	/* es */
	"compañer*", "sustitu*", "reemplaz*", "mientras tanto", "entretanto", "suplente",
	"encargad*", "diríjase", "dirigirse",
	/* pt */
	"substitu*", "responsável", "assumiu", "assumirá", "procure", "contate", "contacte",
	/* it */
	"colleghi*", "sostitu*", "occuperà", "referente", "seguirà", "rivolg*", /* nl */
	"collega*", "vervang*", "tussentijd", "ondertussen", "waarneemt", "waarnem*",
	"contactpersoon", "opvolg*", "neemt * over", /* sv */
	"under tiden", "ersätt*", "hjälper", "efterträd*", "sköter",
	/* da */
	"kolleg*", "mellemtiden", "imens", "vikar*", "overta*", "efterfølger", "varetages",
	/* no */
	"mellomtiden", "hjelper", "etterfølger",
	/* fi */
	"sijais*", "työtoveri*", "hoitaa", "hoitavat", "auttaa", "auttavat", "poissaoloni",
	/* pl */
	"zastęp*", "zastąpi", "przejął", "przejęła", "przejmuje", "pomoże", "koleżank*",
	"współpracowni*", "kontaktow*",
	/* cs */
	"zastup*", "zastoup*", "koleg*", "mezitím", "nepřítomnosti", "převzal*", "pomůže",
	/* sk */
	"medzičase",
	/* hu */
	"helyettes*", "távollétem*", "segít*", "átvette",
	/* ro */
	"coleg*", "înlocui*", "ajuta",
	/* tr */
	"yokluğumda", "yerime", "meslektaş*", "arkadaş*", "yardımcı",
	/* ru */
	"коллег*", "замеща*", "заменя*", "используйте", "временно", "заместител*", "поможет",
	"замену",
	/* uk */
	"колег*", "заміщ*", "допоможе",
	/* el */
	"συνάδελφ*",	       /* hr */
	"zamjen*", "nadomeš*", /* ko */
	"대리", "담당자",
	/* lv */
	"koleģ*", "aizvieto*",
	/* lt */
	"pavaduoj*",
	/* et */
	"kolleeg*", "asendab", NULL};

/** What comes is read or answered later. */
const char *const rebound_automatic_later[] = {"answer slowly", "改めて",
	/* en */
	"once a day", "mail waits", "mails wait", "mail will wait", "mail has to wait",
	"mails will have to wait", "mail will have to wait", "once a month", "twice a day",
	"once a week", "twice a week", "times a week", "a few days", "some days", "several days",
	"a day or two", "in batches", "will reply", "will respond", "will answer", "will read",
	"get back to you", "will deal", "will be dealt", "will be read", "will look", "i will get",
	"reply when", "respond when", "answer when", "reply as", "respond as", "answer as",
	"reply after", "respond after", "slow to", "slower", "delay", "delayed", "delays",
	"will not be reading", "not checking", "not be able to", "may take", "can take",
	"pick up messages", "pick up mail", "catch up", "catching up", "patience", "bear with",
	"respond to your", "kann * dauern", "reply to your", "answer your", "reading mail",
	"read mail", "read my", "check mail", "checking mail", "check my", "mail occasionally",
	"intermittent*", "sporadic*", "limited access", "only occasionally", "see mail",
	/* de */
	"einmal am tag", "einmal pro tag", "einmal täglich", "einmal die woche", "einmal pro woche",
	"zweimal pro woche", "zweimal die woche", "ein paar tage", "einige tage", "beantworte*",
	"antworte", "antworten werde", "melde mich", "melden uns", "bearbeitet", "bearbeiten",
	"werden gelesen", "lese", "verzöger*", "geduld", "sobald", "später", "nur sporadisch",
	"nur gelegentlich", "nur eingeschränkt", "nur unregelmäßig", "mails abrufen",
	"nicht weitergeleitet", "werden nicht", "meldet sich", "melden sich", "mails nur",
	"rufe meine", "schaue", /* fr */
	"une fois par jour", "une fois par semaine", "deux fois par", "quelques jours", "répondr*",
	"réponds", "répondons", "traiter*", "traité*", "lirai", "délai*", "dès que",
	"prendr* connaissance", "dans l'ordre", "ponctuel*", "occasionnel*", "accès limité",
	"réponse", "consulte", "relève mes", "lis mes", "revient vers", "revenons vers",
	"reviens vers", "reviendr* vers", "reviendrons",
	/* es */
	"una vez al día", "una vez por semana", "veces por semana", "unos días", "responder*",
	"contestar*", "atender*", "leeré", "en cuanto", "demora*", "paciencia", "respuesta",
	"respondo", "contesto", "acceso limitado", "consulto",
	/* pt */
	"respondemos", "tratar*", "lerei", "assim que", "resposta", "acesso limitado", "logo que",
	"ver o mail", "ver mails", "leio", "consultamos",
	/* it */
	"rispond*", "legger*", "appena", "ritardo", "pazienza", "risposta", "accesso limitato",
	"saltuariamente", "leggo", "evase", "verranno lette",
	/* nl */
	"reageer", "reageren", "reactie", "beantwoord*", "lees", "zodra", "vertraging", "antwoord",
	"niet gelezen", "wordt niet",
	/* sv */
	"svara*", "besvara*", "läser", "så snart", "återkommer", "dröj*", "fördröj*", "begränsad",
	/* da */
	"svarer", "svare", "besvare*", "snarest", "vender tilbage", "forsink*", "hører fra", "svar",
	"først",
	/* no */
	"leser", "så fort",
	/* fi */
	"vasta*", "luen", "viive*", "satunnaisesti", "mahdollisimman", "käsitellään",
	/* pl */
	"odpow*", "odpisz*", "odczyt*", "przeczytam", "opóźni*", "jak tylko", "ograniczony dostęp",
	/* cs */
	"odpov*", "odepíš*", "ozvu", "ozveme", "nečtu", "čtu", "vyřídím*", "jakmile", "zpožděn*",
	"omezen*",
	/* sk */
	"odpíšem", "ozvem", "čítam", "oneskor*",
	/* hu */
	"válasz*", "olvas*", "késve", "késedel*", "amint", "nézem",
	/* ro */
	"răspund*", "citi*", "îndată", "imediat ce", "întârzier*",
	/* tr */
	"yanıt*", "cevap*", "dönüş yap*", "gecikme*", "okuyam*", "sınırlı",
	/* ru */
	"отвеч*", "ответ*", "прочитаю", "прочту", "читаю", "задержк*", "как только",
	"доступ к почте", "проверяю почту", "не проверяю", /* uk */
	"відпов*", "затримк*", "як тільки",
	/* el */
	"απαντ*", "καθυστέρ*", "απάντηση",
	/* hr */
	"odgovor*", "javit*", "javim", "čim",
	/* id */
	"membalas", "merespon", "terlambat",
	/* vi */
	"trả lời", "phản hồi",
	/* ar */
	"الرد", "سأرد", "سنرد",
	/* he */
	"אשיב", "אענה", "מענה",
	/* ja */
	"返信", "返事", "ご返答", "回答", "対応", "遅れ", "ご連絡差し上げ", "あらためてご連絡",
	/* zh */
	"回复", "回覆", "答复", "答覆", "处理", "處理", "查看", "查收", "复信", "回復", "答復",
	"覆信", "復信",
	/* ko */
	"답변", "회신", "답장", "확인하", "처리", "늦어", "메일 확인",
	/* ca */
	"respondr*", /* et */
	"vastus*",
	/* lv */
	"atbild*",
	/* lt */
	"atsaky*", NULL};
