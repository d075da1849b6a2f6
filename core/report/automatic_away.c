/* SPDX-License-Identifier: MIT */
#include "core/report/automatic_lists.h"

#include <stddef.h>

/** Somebody says that he is not there. */
const char *const rebound_automatic_absent[] = {"am not in the office", "am out of the office",
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
	"i won't be able to", "i will not be able to", "jsem na dovolené", "nejsem * přítom*",
	"mimo kancelář*", "čerpám dovolen*", "jsem nepřítom*", "som na dovolenke",
	"nie som v kancelárii", "jeg er * ferie", "jeg har ferie", "jeg holder ferie",
	"jeg er * fraværende", "jeg er ikke på kontoret", "jeg er bortreist",
	"jeg er * ikke tilgjengelig", "jeg er * ute av kontoret", "jeg er * på kursus",
	"jeg er * barsel*", "jag är * ledig", "jag är * bortrest", "jag är på semester",
	"jag har semester", "jag är inte på", "jag är * inte tillgänglig",
	"jag är * på resande fot", "jag är föräldraledig", "bin ich * nicht erreichbar",
	"bin ich * nicht zu erreichen", "ich bin * nicht erreichbar",
	"ich bin * nicht zu erreichen", "ich bin * abwesend", "bin ich * abwesend",
	"ich bin * nicht im", "bin ich * nicht im", "ich bin * im urlaub", "bin ich * im urlaub",
	"ich bin * unterwegs", "bin ich * unterwegs", "ich bin * elternzeit",
	"bin ich * elternzeit", "außer haus", "nicht im hause", "nicht am arbeitsplatz",
	"wir haben * betriebsferien", "wir haben * betriebsurlaub", "bin * krankgeschrieben",
	"im mutterschutz", "auf dienstreise", "απουσιάζω", "θα απουσιάζω", "εκτός γραφείου",
	"σε άδεια", "no podré contestar", "no podré responder", "no podré atender", "estoy * fuera",
	"estaré * fuera", "estoy * ausente", "estaré * ausente", "ausente hasta",
	"me encuentro * ausente", "me encuentro * fuera", "estoy de vacaciones",
	"estaré de vacaciones", "encuentro de vacaciones", "estoy de baja", "estoy de permiso",
	"no estaré disponible", "sin acceso al correo", "no tendré acceso", "olen * lomalla",
	"olen * poissa", "en ole * paikalla", "en ole * tavoitettavissa", "je suis * absent",
	"je suis * absente", "je serai * absent", "je serai * absente", "absent du", "absente du",
	"absent jusqu*", "absente jusqu*", "je suis en congé*", "je serai en congé*",
	"je suis en déplacement", "je ne suis pas * joignable", "je suis * indisponible",
	"en arrêt maladie", "congé maternité", "je n'ai pas accès", "je n'aurai pas accès",
	"szabadságon vagyok", "nem vagyok az irodában", "nem vagyok elérhető", "házon kívül",
	"sedang cuti", "di luar kantor", "đang nghỉ phép", "vắng mặt", "đi công tác",
	"sono * assente", "sarò * assente", "sono * fuori", "sarò * fuori", "sono in ferie",
	"sarò in ferie", "in ferie fino", "in ferie dal", "sono in malattia", "sono in congedo",
	"non sono raggiungibile", "non sarò raggiungibile", "non potrò rispondere", "in maternità",
	"ik ben * afwezig", "ben ik * afwezig", "ik ben * niet aanwezig", "ben ik * niet aanwezig",
	"ik ben * vakantie", "ben ik * vakantie", "ik ben * niet bereikbaar",
	"ben ik * niet bereikbaar", "met verlof", "ziek gemeld", "jestem na urlopie",
	"przebywam na urlopie", "będę na urlopie", "jestem * nieobecn*", "będę * nieobecn*",
	"nie ma mnie w", "na zwolnieniu", "bez dostępu do poczty", "estou * ausente",
	"estarei * ausente", "estou * fora", "estarei * fora", "estou de férias",
	"estarei de férias", "encontro-me de férias", "estou de licença", "estou em férias",
	"não poderei responder", "encontro-me * ausente", "sunt în concediu", "voi fi în concediu",
	"nu sunt la birou", "ofis dışında*", "izindeyim", "izinliyim", "yıllık izin*", "tatildeyim",
	"şehir dışında*", "я в отпуске", "нахожусь в отпуске", "буду отсутствовать",
	"нахожусь в командировке", "в командировке", "меня нет в офисе", "меня не будет",
	"отсутствую", "в декретном", "на больничном", "у відпустці", "خارج المكتب", "في إجازة",
	"מחוץ למשרד", "בחופשה", "休暇をいただ", "不在にし", "不在のため", "出張中", "出張のため",
	"休業とさせ", "お休みをいただ", "휴가 중", "휴가중", "출장 중", "출장중", "부재 중",
	"부재중", "자리를 비", "正在休假", "休假中", "正在出差", "出差中", "不在办公室",
	"不在辦公室", "外出中", "started my * leave", "on my * leave", "my working days",
	"my work days", "i don't work on", "i do not work on", "*m not working today",
	"*m not working tomorrow", "*m not working this week", "*m not working until",
	"*m not working from", "*m not working between", "*m not working at the moment",
	"*m not working on mon*", "*m not working on tue*", "*m not working on wed*",
	"*m not working on thu*", "*m not working on fri*", "not in today", "away on business",
	"on a business trip", "attending a conference", "im resturlaub", "im jahresurlaub",
	"urlaubsbedingt", "выходн* д*", "休業のため", "確認ができ", "確認することができ",
	"olen vuosilomalla", "lomalla", "läser inte min e-post", "leser ikke e-post",
	"læser ikke mails", "不在公司", "不在工位", "无法查看邮件", "안식", "육아휴직",
	"encuentro de viaje", "estoy de viaje", "estaré de viaje", "sono in trasferta",
	"sarò in trasferta", "in trasferta fino", "i permisjon", "på permisjon", "i permission",
	"eg er i ferie", "eg har ferie", "請假", "请假", "休假", "je suis * en vacances",
	"je serai * en vacances", "estou em viagem", "estarei em viagem", "ik ben op reis",
	"op zakenreis", "w delegacji", "jestem w podróży", "na služební cestě", "matkoilla",
	"työmatkalla", "geschäftlich unterwegs", "auf reisen", "i am on a trip", "i'm on a trip",
	"at a trade show", "at an event", "i am at a conference", "i'm at a conference", NULL};

/** The same without a person who says it: anybody may write so. */
const char *const rebound_automatic_away[] = {"not in the office", "out of office",
	"out of the office", "away from the office", "away from my desk", "office is * closed",
	"offices are * closed", "office will be closed", "offices will be closed",
	"betriebsferien vom", "büro * geschlossen", "oficinas * cerrad*", "bureaux * fermés",
	"uffici * chius*", "kantoor * gesloten", "休暇中", "休業期間", "en congés du",
	"en congés jusqu*", "gone fishing", "vacation", "holiday*", "annual leave", "leave",
	"back on monday", "back monday", "back tuesday", "back wednesday", "back thursday",
	"back friday", "next working day", "next business day", "urlaub", "abwesend*",
	"abwesenheit", "congé*", "vacances", "vacaciones", "ausente", "ausencia", "ferie",
	"assenza", "férias", "ausência", "vakantie", "afwezig*", "semester", "ledig", "fraværende",
	"loma*", "poissa", "urlop*", "dovolen*", "szabadság*", "izin*", "concediu*", "отпуск*",
	"командировк*", "休暇", "休業", "不在", "出張", "휴가", "출장", "부재", "休假", "出差",
	"外出", "winterpause", "sommerpause", "ferienpause", "pausa estiva", "pausa invernale",
	"fermeture annuelle", "cerrado por", "chiusi per", "fechado para", "gesloten van", "stängt",
	"lukket", "suljettu", "expect to read", "no connection", "limited connection",
	"in the field", "erst wieder", "wieder am schreibtisch", "wieder am platz",
	"wieder erreichbar", "wieder zurück", "antworte dann", "de retour le", "de vuelta el",
	"di ritorno il", "de volta no dia", "weer aanwezig", "weer bereikbaar", "tillbaka den",
	"tilbake den", "tilbage den", "снова на месте", "je ne travaille pas", "werk ik niet",
	"ik werk niet", "arbeite ich nicht", "ich arbeite nicht", "no trabajo", "non lavoro",
	"não trabalho", "nie pracuję", "не работаю", "nem dolgozom", "çalışmıyorum", "i work part*",
	/* en */
	"fortnight", "off until", "off till", "off from", "off on", "off today", "off this",
	"off next", "off work", "off sick", "time off", "day off", "days off", "paternity",
	"maternity", "parental", "sabbatical", "sick leave", "sickness", "compassionate leave",
	"jury duty", "closed", "closes", "we are shut", "shut down", "shutdown", "shut until",
	"abroad", "overseas", "travelling", "traveling", "on the road", "honeymoon",
	"public holiday", "bank holiday", "at sea", "offline", "unplugged", "unplugging",
	"disconnecting", "disconnected", "away until", "away from", "away on", "away this",
	"away next", "away for", "away till", "away and", "i am away", "i'm away", "we are away",
	"we're away", "be away", "out of town", "no laptop", "without my laptop", "out until",
	"out this week", "out today", "out all", "out of reach", "no signal", "no reception",
	"no wi-fi", "no wifi", "no internet", "working part-time", "part-time", "part time",
	"work mondays", "only work", "working days", "in the hospital", "in hospital", "surgery",
	"recovering", "new baby", "our baby", "newborn", "leave until", "leave till", "leave from",
	"leave of absence", "on leave", "i work on", "only work on", "i don't work",
	"do not work on", "driving", "in transit", "on a plane", "on a flight",
	/* de */
	"urlaub*", "jahresurlaub", "ferien*", "betriebsferien", "elternzeit", "mutterschutz",
	"babypause", "krank", "krankheit*", "krankgeschrieben", "erkrankt", "geschlossen",
	"schließt", "schließen", "abwesen*", "dienstreise", "geschäftsreise", "feiertag*",
	"betriebsruhe", "brückentag", "unterwegs", "verreist", "verreise", "auszeit", "sabbat*",
	"in reha", "zur reha", "teilzeit", "nicht erreichbar", "nicht im büro", "nicht am platz",
	"macht pause", "machen pause", "mache pause", "pausiert", "nicht da", "nicht im dienst",
	"außer haus", "im ausland", "weilt", "weile", "habe frei", "haben frei", "hat frei",
	"freigenommen",
	/* fr */
	"absent*", "absence*", "fermé*", "fermeture", "ferme ses", "ferme du", "fermons",
	"déplacement*", "maternité", "paternité", "arrêt maladie", "arrêt de travail",
	"indisponib*", "injoignab*", "jour férié", "faisons le pont", "en voyage", "à l'étranger",
	"quartiers d'été", "quartiers d'hiver", "trêve", "en pause", "repos", "temps partiel",
	"hospitalis*", "naissance",
	/* es */
	"vacaci*", "ausent*", "ausencia*", "cerrad*", "cerramos", "cierre", "de permiso",
	"baja médica", "baja maternal", "baja por", "maternidad", "paternidad", "de viaje",
	"festivo", "descanso", "extranjero", "excedencia", "de baja", "fuera de la oficina",
	"hacemos puente",
	/* pt */
	"ausênc*", "fechad*", "encerrad*", "encerramento", "fechamos", "licença", "maternidade",
	"paternidade", "em viagem", "de viagem", "viajando", "a viajar", "feriado*", "recesso",
	"de folga", "no estrangeiro", "no exterior", "baixa médica",
	/* it */
	"assen*", "chius*", "chiusura", "in permesso", "malattia", "maternità", "paternità",
	"congedo", "trasferta", "in viaggio", "festività", "in pausa", "all'estero", "vacanz*",
	"aspettativa",
	/* nl */
	"vakantie*", "gesloten", "verlof", "ziek", "ziekte", "ziekteverlof", "op reis",
	"buitenland", "vrije dag", "vrij tot", "vrij van", "een weekje vrij", "ben vrij",
	"zwangerschaps*", "ouderschaps*", "zijn dicht", "dicht van", "bouwvak", "parttime",
	"niet op kantoor", "even weg", "er even niet",
	/* sv */
	"ledigt", "föräldra*", "mammaledig", "pappaledig", "sjukskriven", "sjuk", "stängd",
	"bortrest", "tjänsteresa", "utomlands", "frånvar*", "vabbar", "på lov", "sportlov",
	"inte på kontoret", "inte på plats", "påskledig", "sommarstängt",
	/* da */
	"har fri", "holder fri", "tager fri", "fravær*", "barsel*", "orlov", "syg", "sygemeldt",
	"bortrejst", "udlandet", "på rejse", "ude af", "ikke på kontoret", "ferielukket",
	"påskeferie", "sommerferie", "lukker", "ikke til stede",
	/* no */
	"tar fri", "påskefri", "fri fra", "permisjon*", "foreldreperm*", "pappaperm*", "sykmeldt",
	"syk", "stengt", "stenger", "bortreist", "utlandet", "på reise", "ute av", "vinterferie",
	"avspaser*", "ferietur",
	/* fi */
	"loma", "lomalla", "lomamme", "lomani", "kesäloma*", "kesälomalla", "talviloma*",
	"poissaol*", "sairaslomalla", "sairauslomalla", "vanhempainvapaa*", "perhevapaa*",
	"äitiysloma*", "isyysloma*", "hoitovapaa*", "suljettuna", "kiinni", "matkoilla", "vapaalla",
	"ulkomailla", "virkavapaa*", "opintovapaa*", "työmatka*",
	/* pl */
	"nieobecn*", "zwolnieni*", "wakacj*", "wyjeździe", "wyjazd*", "delegacj*", "macierzyńsk*",
	"rodzicielsk*", "ojcowsk*", "chorobow*", "zamknięt*", "nieczynn*", "przerwa", "przerwę",
	"dzień wolny", "mam wolne", "poza biurem", "za granicą",
	/* cs */
	"nepřítom*", "zavřen*", "nemocensk*", "mateřsk*", "rodičovsk*", "služební cest*",
	"mimo kancelář", "volno", "volna", "neschopen*", "uzavřen*", "mimo pracovi*", "zahraničí",
	/* sk */
	"dovolenk*", "neprítom*", "zatvoren*", "materskej", "rodičovskej", "služobnej ceste",
	"mimo kancelárie",
	/* hu */
	"távol", "távollét*", "zárva", "betegállomány*", "betegszabadság*", "szülési", "gyes",
	"gyesen", "gyed", "gyeden", "kiküldetés*", "szabadnap*", "ünnep*", "nyaral*", "külföld*",
	"szabin",
	/* ro */
	"concedi*", "închis", "închisă", "închiși", "plecat", "plecată", "deplasare", "maternitate",
	"vacanță", "străinătate",
	/* tr */
	"izinde*", "izinli*", "izne", "yıllık izin", "tatil*", "ofis dışı*", "ofiste değil*",
	"yurt dışı*", "yurtdışı*", "seyahat*", "raporlu*", "kapalı*", "doğum izn*", "bayram*",
	"uzakta*",
	/* ru */
	"отсутств*", "больничн*", "болею", "декрет*", "на отдыхе", "отдыха*", "выходн*", "закрыт*",
	"отгул*", "в отъезде", "каникул*", "праздничн*", "не в офисе", "за границей",
	"уходе за ребенком", "не на месте", "в дороге", "за рулем", "в пути", "в роуминге",
	/* uk */
	"відпуст*", "відрядж*", "відсутн*", "лікарнян*", "зачинен*", "канікул*",
	/* bg */
	"отсъств*", "болничн*", "майчинств*",
	/* el */
	"άδεια", "διακοπ*", "απουσ*", "κλειστ*", "ταξίδι", "εκτός γραφείου",
	/* hr */
	"godišnj* odmor*", "odsut*", "na odmoru", "dopust*", "bolovanj*", "porodiljn*", "odsoten",
	"odsotna", "zaprt*", "službenom put*", "odmoru",
	/* et */
	"puhkus*", "puhkusel", "lapsehooldus*", "komandeeringus", "kontorist väljas",
	/* lv */
	"atvaļinājum*", "prombūtn*", "komandējum*",
	/* lt */
	"atostog*", "komandiruot*", "nesu biure", "nedirb*",
	/* id */
	"cuti", "libur", "liburan", "dinas luar",
	/* vi */
	"nghỉ phép", "nghỉ lễ", "nghỉ tết", "đi công tác", "vắng mặt", "thai sản",
	/* ar */
	"إجازة*", "اجازة*", "خارج المكتب", "سفر", "عطلة",
	/* he */
	"חופש*", "חופשה", "בחו״ל", "מחוץ למשרד",
	/* th */
	"ลาพัก*", "วันหยุด", "ลาป่วย", "ลาคลอด",
	/* ja */
	"休み", "育休", "育児休", "産休", "留守", "定休", "離席", "閉所", "休館", "休診", "席を外",
	"夏季休", "冬季休", "年末年始",
	/* zh */
	"请假", "請假", "放假", "假期", "产假", "產假", "病假", "年假", "停业", "休息", "陪产",
	"海外", "国外",
	/* ko */
	"휴무", "휴직", "휴업", "자리를 비", "사무실을 비", "외근", "병가", "연차", "쉬고",
	"쉽니다", "출산", "여행 중",
	/* ca */
	"tanca", "tanquem", "tancat*", "festiu", "de vacances", "baixa", "fora de l'oficina",
	"viatge", "tancament",
	/* sl */
	"na dopustu", "odsot*", "praznik*", "bolniški", "porodnišk*",
	/* et */
	"puhkan", "haiguslehel", "emapuhkus*", "isapuhkus*", "suletud", "lähetus*",
	/* is */
	"í fríi", "frí", "fjarverandi", "sumarfrí", "lokað", "fæðingarorlof*",
	/* fa */
	"مرخصی", "تعطیل*",
	/* hi */
	"अवकाश", "छुट्टी",
	/* ms */
	"bercuti",
	/* gl */
	"vacacións", "pechad*", "fóra da",
	/* eu */
	"oporretan", "itxita", "baja", NULL};
