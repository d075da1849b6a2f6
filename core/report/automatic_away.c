/* SPDX-License-Identifier: MIT */
#include "core/report/automatic_lists.h"

#include <stddef.h>

/** Somebody is not there; anybody may write so. */
const char *const rebound_automatic_away[] = {"is closed", "are closed", "be closed",
	"closed until", "closed for", "closed from", "closed on", "*urlaub*", "*ferien*",
	"*vakantie*", "am away", "am out of the", "are away", "unavailable", "am travel*",
	"be travel*", "i am on * until", "i am out * until", "not be * reading",
	"not checking * mail", "nejsem * přítom*", "ikke tilgjengelig", "jag är inte på",
	"inte tillgänglig", "på resande fot", "nicht zu erreichen", "bin * nicht im",
	"nicht im hause", "nicht am arbeitsplatz", "no podré contestar", "estoy * fuera",
	"estaré * fuera", "me encuentro * fuera", "estoy de baja", "no estaré disponible",
	"sin acceso al correo", "no tendré acceso", "en ole * paikalla", "en ole * tavoitettavissa",
	"pas * joignable", "pas accès", "nem vagyok az irodában", "nem vagyok elérhető",
	"házon kívül", "di luar kantor", "sono * fuori", "sarò * fuori", "raggiungibile",
	"niet aanwezig", "niet bereikbaar", "nie ma mnie w", "estou * fora", "estarei * fora",
	"nu sunt la birou", "şehir dışında*", "меня не будет", "בחופשה", "確認ができ",
	"確認することができ", "无法查看邮件", "안식", "am not working", "not in the office",
	"out of office", "out of the office", "休暇中", "休業期間", "gone fishing", "vacation",
	"holiday*", "on leave", "maternity leave", "paternity leave", "parental leave",
	"family leave", "medical leave", "study leave", "unpaid leave", "bereavement leave",
	"annual leave", "my leave", "leave until", "leave till", "leave from", "leave of absence",
	"taking leave", "sick leave", "from leave", "leave notice", "next working day",
	"next business day", "congé*", "vacances", "ferie*", "férias", "afwezig*", "semester",
	"ledig", "loma*", "poissa", "urlop*", "dovolen*", "szabadság*", "izin*", "отпуск*",
	"командировк*", "休暇", "休業", "不在", "出張", "휴가", "출장", "부재", "休假", "出差",
	"外出", "winterpause", "sommerpause", "stängt", "lukket", "suljettu*", "expect to read",
	"no connection", "in the field", "antworte dann", "je ne travaille pas", "werk ik niet",
	"ik werk niet", "arbeite ich nicht", "ich arbeite nicht", "no trabajo", "non lavoro",
	"não trabalho", "не работаю", "nem dolgozom", "çalışmıyorum", "i work part*",
	/* en */
	"fortnight", "off until", "off till", "off from", "off on", "off today", "off this",
	"off next", "off work", "off sick", "time off", "day off", "days off", "patern*", "matern*",
	"parental", "sickness", "jury duty", "we are shut", "shutdown", "shut until", "abroad",
	"overseas", "travelling", "traveling", "on the road", "honeymoon", "offline", "unplugged",
	"unplugging", "disconnecting", "disconnected", "away until", "away from", "away on",
	"away this", "away next", "away for", "away till", "be away", "out of town", "no laptop",
	"out until", "out today", "out of reach", "part-time", "part time", "working days",
	"in the hospital", "in hospital", "surgery", "recovering", "newborn", "i do not work",
	"do not work on", "driving", "gone hiking", "not be open", "in a drawer", "stocktaking",
	"in court", "we close",
	/* de */
	"elternzeit", "mutterschutz", "babypause", "krank*", "geschlossen", "schließt", "abwesen*",
	"dienstreise", "geschäftsreise", "feiertag*", "betriebsruhe", "brückentag", "unterwegs",
	"verreist", "verreise", "auszeit", "sabbat*", "teilzeit", "nicht erreichbar",
	"nicht im büro", "macht pause", "pausiert", "nicht da", "nicht im dienst", "außer haus",
	"im ausland", "weilt", "weile", "habe frei", "haben frei", "hat frei", "freigenommen",
	"weder telefonisch", "umzugsbedingt", "nicht besetzt", "unbesetzt", "bin * bis", "zieht um",
	"inventur", /* fr */
	"absent*", "absence*", "fermé*", "fermeture", "fermons", "déplacement*", "arrêt maladie",
	"arrêt de travail", "indisponib*", "injoignab*", "jour férié", "en voyage", "à l'étranger",
	"quartiers d'été", "trêve", "en pause", "repos", "temps partiel", "hospitalis*",
	"naissance", "au vert", "sans ordinateur", "en formation", "je suis * jusqu*", "inventaire",
	/* es */
	"vacaci*", "ausent*", "ausencia*", "cerrad*", "cerramos", "cierre", "de permiso",
	"de viaje", "festivo", "descanso", "extranjero", "excedencia", "fuera de la oficina",
	"no abrir*", "fiestas locales", "festividad*", "congres*", "sin ordenador", "no leeré",
	"inventario",
	/* pt */
	"ausênc*", "fechad*", "encerrad*", "encerramento", "fechamos", "licença", "em viagem",
	"de viagem", "viajando", "a viajar", "feriado*", "recesso", "de folga", "no estrangeiro",
	"no exterior", "estou em * até", "licença-*",
	/* it */
	"assen*", "chius*", "in permesso", "malattia", "congedo", "trasferta", "in viaggio",
	"festività", "in pausa", "all'estero", "vacanz*", "aspettativa", "in fiera",
	"sono in * fino", /* nl */
	"gesloten", "verlof", "ziek", "ziekte", "ziekteverlof", "op reis", "buitenland",
	"vrije dag", "zwangerschaps*", "ouderschaps*", "zijn dicht", "bouwvak", "parttime",
	"niet op kantoor", "ik ben * tot", "topdrukte", /* sv */
	"ledigt", "föräldra*", "mammaledig", "pappaledig", "sjukskriven", "sjuk", "stängd",
	"bortrest", "tjänsteresa", "utomlands", "frånvar*", "vabbar", "sportlov",
	"inte på kontoret", "inte på plats", "påskledig", "sommarstängt", "konferen*", "*semester",
	"*ledig",
	/* da */
	"har fri", "holder fri", "fravær*", "barsel*", "orlov", "syg", "sygemeldt", "bortrejst",
	"udlandet", "på rejse", "ikke på kontoret", "påskeferie", "lukker", "ikke til stede",
	"på kursus", "*ferie", "holder efterårsferie",
	/* no */
	"tar fri", "påskefri", "permisjon*", "foreldreperm*", "pappaperm*", "sykmeldt", "syk",
	"stengt", "stenger", "bortreist", "utlandet", "på reise", "ute av", "vinterferie",
	"avspaser*", "vårstengt", "sommerstengt", "høstferie", "sommerferie*",
	/* fi */
	"kesäloma*", "talviloma*", "poissaol*", "sairaslomalla", "sairauslomalla",
	"vanhempainvapaa*", "perhevapaa*", "äitiysloma*", "isyysloma*", "hoitovapaa*", "kiinni",
	"matkoilla", "vapaalla", "ulkomailla", "virkavapaa*", "opintovapaa*", "työmatka*",
	"ei ole auki", "koulutuksessa", "messuilla", "kurssilla", "*lomalla", /* pl */
	"nieobecn*", "zwolnieni*", "wakacj*", "wyjeździe", "wyjazd*", "delegacj*", "macierzyńsk*",
	"rodzicielsk*", "ojcowsk*", "chorobow*", "zamknięt*", "nieczynn*", "przerwa", "przerwę",
	"dzień wolny", "mam wolne", "poza biurem", "za granicą", "na szkoleniu", "majówk*", /* cs */
	"nepřítom*", "zavřen*", "nemocensk*", "mateřsk*", "rodičovsk*", "služební cest*",
	"mimo kancelář", "volno", "volna", "neschopn*", "neschopen*", "uzavřen*", "mimo pracovi*",
	"zahraničí", /* sk */
	"zatvoren*", "materskej", "služobnej ceste", "mimo kancelárie",
	/* hu */
	"távol*", "zárva", "betegállomány*", "betegszabadság*", "szülési", "gyes", "gyed",
	"kiküldetés*", "szabadnap*", "ünnep*", "nyaral*", "külföld*", "szabin",
	"továbbképzésen", /* ro */
	"concedi*", "închis", "închisă", "închiși", "plecat", "plecată", "deplasare", "vacanță",
	"străinătate",
	/* tr */
	"izne", "tatil*", "ofis dışı*", "ofiste değil*", "yurt dışı*", "seyahat*", "raporlu*",
	"kapalı*", "doğum izn*", "bayram*", "uzakta*", "eğitimde", "fuarda", "konferansta", /* ru */
	"отсутств*", "больничн*", "болею", "декрет*", "на отдыхе", "отдыха*", "выходн*", "закрыт*",
	"отгул*", "в отъезде", "каникул*", "праздничн*", "не в офисе", "за границей",
	"уходе за ребенком", "не на месте", "в дороге", "на даче", "без интернета", "не работаем",
	"меня нет",
	/* uk */
	"відпуст*", "відрядж*", "відсутн*", "лікарнян*", "зачинен*", "канікул*",
	/* bg */
	"отсъств*", "болничн*", "майчинств*",
	/* el */
	"άδεια", "διακοπ*", "απουσ*", "κλειστ*", "ταξίδι", "εκτός γραφείου", "λείπω", "λείπουμε",
	/* hr */
	"godišnj* odmor*", "odsut*", "dopust*", "bolovanj*", "porodiljn*", "zaprt*",
	"službenom put*", "odmoru",
	/* et */
	"puhkus*", "lapsehooldus*", "komandeeringus", "kontorist väljas",
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
	"חופש*", "בחו״ל", "מחוץ למשרד",
	/* th */
	"ลาพัก*", "วันหยุด", "ลาป่วย", "ลาคลอด",
	/* ja */
	"休み", "育休", "育児休", "産休", "留守", "定休", "離席", "閉所", "休館", "休診", "席を外",
	"夏季休", "冬季休", "年末年始", "研修", "会議のため", "閉店", "臨時休",
	/* zh */
	"请假", "請假", "放假", "假期", "产假", "產假", "病假", "年假", "停业", "休息", "陪产",
	"海外", "国外", "培训", "参展", "休劳动节", "休春节", "调休", "不上班", "停業", "陪產",
	"培訓", "參展", "休勞動節", "休春節", "調休",
	/* ko */
	"휴무", "휴직", "휴업", "자리를 비", "사무실을 비", "외근", "병가", "연차", "쉬고",
	"쉽니다", "출산", "연수", "확인이 어렵", /* ca */
	"tanca", "tanquem", "tancat*", "festiu", "baixa", "fora de l'oficina", "viatge",
	"tancament",
	/* sl */
	"odsot*", "praznik*", "bolniški", "porodnišk*",
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
	"pechad*", /* eu */
	"oporretan", "itxita", "only work", "i only work", "work only", "work part-time",
	"arbeite nur", "ne travaille que", "travaille à temps partiel", "trabajo sólo",
	"trabajo solo", "lavoro solo", "werk alleen", "werk niet op", "arbetar bara",
	"arbejder kun", "jobber bare", "pracuję tylko", NULL};
