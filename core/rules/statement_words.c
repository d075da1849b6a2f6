/* SPDX-License-Identifier: MIT */
#include "core/rules/statement_words.h"

#include <string.h>

/* Each line is a list of words; "*" at the end stands for any ending. Where two languages have one
 * word of two meanings, the one that blames nobody. In the scripts without spaces every word is the
 * beginning of what follows. */
static const struct {
	enum rebound_statement_word word;
	const char *list;
} lists[] = {
	{REBOUND_WORD_RECIPIENT,
		/* en */
		"mailbox mailboxes maildrop mbox inbox inboxes user users username userid "
		"account accounts customer customers subscriber subscribers student students "
		"employee mitarbeiter* сотрудник* empleado employe alias aliases person "
		"people box localpart member colleague anyone anybody someone address "
		"addresses owner owners "
		/* de, nl */
		"benutzer* nutzer* postfach* postfaecher* mailkonto* konto konten adresse "
		"adressen emailadresse* mailadresse* person kunde teilnehmer* gebruiker* "
		"postbus* postvak* inhaber besitzer eigenaar mailadres* emailadres* adres "
		"persoon klant "
		/* fr */
		"utilisateur* boite boites compte comptes adresses personne messagerie "
		"abonne "
		/* es, pt, it */
		"usuario* utilizador* utente utenti buzon buzones casilla casillas cuenta "
		"cuentas direccion direcciones caixa caixas conta contas endereco enderecos "
		"casella caselle indirizzo indirizzi persona pessoa cliente "
		/* pl, cs, sv, da, no, fi, tr, hu */
		"uzytkownik* skrzynk* konta adresu adresem uzivatel* schrank* anvaendar* "
		"anvandar* bruger* bruker* postlada* postkasse* kayttaja* kaeyttaejae* "
		"kullanici* hesap hesabi felhasznalo* "
		/* ru, uk, el */
		"пользовател* ящик* адрес* учетн* аккаунт* абонент* користувач* скриньк* "
		"χρηστη* διευθυνσ* "
		/* ja, zh, ko */
		"ユーザ* メールアドレス* アドレス* アカウント* "
		"メールボックス* 用户* 用戶* 邮箱* 信箱* 郵箱* 账号* "
		"帐号* 账户* 帐户* 帳號* 帳戶* 地址* 邮件地址* 사용자* "
		"계정* 메일함* 주소* "
		"adresa adress adressen postadress* postkonto* kontot kontoen brevlaada* "
		"postlaada* postboks* "
		"ucet pouzivatel* osoite* saehkoepostiosoite* sahkopostiosoite* postilaatik* tili "
		"tilia tiliae postafiok* fiok cim "
		"utilizator* contul casuta cutia adresi kutusu hesabi λογαριασμ* γραμματοκιβωτι* "
		"отримувач* адресу "
		"người hộp dịa pengguna penerima alamat akun العنوان المستخدم הכתובת המשתמש "
		"使用者* 사서함* 아이디* "
		"потребител* корисник* usuari "
		"kollege kollegin collegue collega "},
	{REBOUND_WORD_ADDRESSEE,
		/* en */
		"recipient recipients addressee addressees rcpt receiver receivers "
		/* de, nl, fr */
		"empfaenger* adressat* ontvanger* geadresseerd* destinataire* "
		/* es, pt, it */
		"destinatari* "
		/* pl, cs, sv, da, no, fi, tr */
		"odbiorc* adresat* prijemc* mottagar* modtager* mottaker* vastaanottaj* "
		"alici alicinin "
		/* ru, uk, el */
		"получател* адресат* одержувач* παραληπτ* "
		/* ja, zh, ko */
		"宛先* 受信者* 収件人* 受取人* 收件人* 收件者* "
		"收信人* 수신자* 받는* "
		"cimzett* destinatar destinatarul prijemca المستلم הנמען あて先* 送信先* "},
	{REBOUND_WORD_DOMAIN,
		"domain domains domaene* domaine domaines dominio dominios domein* domena "
		"domeny домен* ドメイン* 域名* 网域* 도메인*"},
	{REBOUND_WORD_SENDER,
		/* en */
		"sender senders sends claim claims originator originating author sending "
		"callback callout submitter returnpath replyto "
		/* de, nl, fr */
		"absender* afzender* verzender* expediteur* expeditrice emetteur* "
		/* es, ca, pt, it, ro */
		"remitente* remitent remetente* mittent* expeditor* "
		/* sv, da, no, fi, et, hu, lt, lv */
		"avsaendar* avsandar* afsender* avsender* laehettaej* lahettaj* saatja* "
		"felado* kueldo* kuldo* siuntej* sutitaj* "
		/* pl, cs, sk, sl, tr, id */
		"nadawc* odesilatel* odosielatel* posiljatel* goenderen* gonderen* "
		"goenderici* gonderici* pengirim* "
		/* ru, uk, bg, el */
		"отправител* відправник* подател* изпращач* αποστολεα* "
		/* ja, zh, ko */
		"送信者* 送信元* 差出人* 発信者* 発信元* 送り主* "
		"发件* 发信* 发送者* 发送人* 发送方* 寄件* 發件* 發信* "
		"發送者* 發送人* 傳送者* 보낸* 보내는* 발신* 발송* "
		"송신* "
		"versender* origine origen "
		"المرسل השולח "},
	{REBOUND_WORD_MESSAGE,
		/* en */
		"message messages mail mails email emails letter letters content contents "
		"attachment* header headers subject body text url urls link links html image "
		"images charset mime spam junk virus* malware archive newsletter* signature* "
		"posting bulk unsolicited trojan infected "
		"courrier correio poczte poczta почта почту почтой "
		/* de, nl */
		"nachricht* inhalt* anhang* betreff mitteilung* bericht* inhoud* bijlage* "
		/* fr, es, pt, it */
		"contenu indesirable* mensaje* contenido* adjunt* mensagem mensagens "
		"conteudo messaggio messaggi contenuto allegat* correo "
		/* pl, ru */
		"wiadomos* tresc* zalaczn* письм* сообщени* вложени* спам* "
		/* ja, zh, ko */
		"メール* メッセージ* 本文* 添付* 迷惑* 邮件* 郵件* "
		"附件* 垃圾* 메시지* 메일*"},
	{REBOUND_WORD_CONNECTION,
		/* en */
		"ip ptr rdns helo ehlo greeting connection connections session sessions "
		"network netblock country client spf dkim dmarc arc selector tls ssl "
		"starttls certificate* pipelining command commands reputation key keys trap traps "
		"spamtrap honeypot greeted machine provider authenticat* password login "
		"logged credentials blacklist* blocklist* whitelist* greylist* graylist* rbl "
		"dnsbl "
		/* others */
		"sperrliste* verbindung* connexion* conexion* conexao connessione polaczeni* "
		"соединени* "
		"zertifikat* certificat* certificado certyfikat* сертификат* sertifika* 証明書* "
		"证书* 인증서* "
		"schluessel* cle clave chave chiave klucz* ключ* sleutel klic* nyckel* noegle* "
		"noekkel* kulcs* kennwort passwort "
		"lozenord loesenord* adgangskode* "
		"certificaat certificaten certifikat* сертифікат* "},
	{REBOUND_WORD_SYSTEM,
		/* en */
		"server servers host hosts hostname database directory ldap disk disks "
		"filesystem backend gateway system agent program programs "
		"process queue spool dns nameserver list lists verification file files "
		"config configuration lookup record records store macro relay relaying "
		"relayed mx route "
		/* others */
		"serveur* servidor* serwer* datenbank* verzeichnis* liste annuaire elenco "
		"lista lijst сервер* список* サーバ* 服务器* 服務器* "
		"数据库* 數據庫* データベース* 서버* "
		"annuaire annuaires base bases banco baza bazy bazie база базы базе справочник* "
		"fichier fichiers archivo archivos arquivo arquivos plik pliku datei dateien "
		"bestand "
		"script scripts "
		"ファイル* 文件* 파일* файл* dosya* fajl* soubor* subor* filen fisier* αρχει* "
		"warteschlange* wachtrij kolejk* очеред* черг* hote hotes mailserver* servern "
		"szerver* kiszolgalo* palvelin* "
		"sunucu* διακομιστ* chủ "
		"map maps ficheiro ficheiros "
		"fichero ficheros "},
	{REBOUND_WORD_POLICY,
		"policy policies rule rules filter filters firewall law administrator admin "
		"security access zugriff acces acceso acesso accesso toegang dostep доступ "
		"権限* 权限* 權限* 권한* 許可* richtlinie* regel regeln politique politica regole "
		"polityk* beleid политик* "
		"ポリシ* 策略* 정책*"},
	{REBOUND_WORD_REASON, "reason reasons cause grund gruende ursache* raison raisons motif "
			      "motivo causa reden "
			      "oorzaak przyczyn* powod причин* orsak aarsag* duvod* 原因* 理由*"},
	{REBOUND_WORD_NAME, "name names nome nom nombre namen nazwa имя именем"},
	{REBOUND_WORD_NOBODY,
		"nobody noone niemand niemanden niemandem nadie ninguem nessuno nikt никто "
		"никого "
		"查无此人* 查無此人* 收件人错误* 收件人地址错误* 地址错误* ไม่พบผู้ใช้* "
		"离职* 離職* 退職* "},
	{REBOUND_WORD_NO,
		"no none kein keine keinen keiner keinem aucun aucune ningun ninguna nenhum "
		"nenhuma nessun nessuna geen brak нет немає zadny yok 没有* ありません* "
		"沒有* 无此* 無此* 查无* 查無* "
		"nincs "},
	{REBOUND_WORD_NOT, "n not never cannot unable nicht nie pas ne non nao niet ikke inte не "
			   "impossible imposible impossibile nem ei δεν khong tidak غير لم לא "
			   "degil nebyl* nebol* "
			   "neni nejsou "},
	{REBOUND_WORD_MORE, "longer anymore ya mehr plus mas mais piu meer juz больше 現在*"},
	{REBOUND_WORD_EXISTS,
		/* en */
		"exist exists existing existed existent find finds found locate located know "
		"known recognize recognized recognised listed registered configured "
		"provisioned hosted defined resolve resolved lives belong belongs match "
		"matched matches matching heard valid gueltig valide valido valida geldig "
		/* de, nl */
		"existiert existieren gibt kennen kennt bekannt gefunden vorhanden "
		"registriert bestaat bestaan gevonden bekend "
		/* fr, es, pt, it */
		"existe connaissons connait presente localiz* conosc* conocemos conhecemos "
		"connu connue trouve trouvee trouver encontrad* encontrar encontro conhecid* "
		"conocid* cadastrad* esiste esistono trovat* conosciut* "
		/* pl, ru, uk, sv, da, no, cs */
		"istnieje istnieja znaleziono znaleziony znany znamy знаем числится найти "
		"существу* найден* зарегистрирован* існує finns finnes findes hittades "
		"existuje "
		"ermittelt registrad* registad* listad* encontramos trovare registrat* odnalezion* "
		"odnalezc znalezc znalezion* "
		"обнаружен* знайден* зареєстрован* hittas hitta fundet funnet kendes eksisterer "
		"finder finner "
		"loeydy loeytynyt loeytaeae loydy loytynyt olemassa letezik talalhato exista "
		"gasit* nalezen* najden* υπαρχει βρεθηκε εντοπισμο* "
		"tồn thấy ditemukan dikenal mevcut موجود العثور נמצא* קיי* "
		"съществува* постоји erkannt "
		"znam "},
	{REBOUND_WORD_UNKNOWN,
		/* en */
		"unknown unrecognized unrecognised unlisted nonexistent nonexisting "
		"inexistent invalid undefined unregistered misspelled malformed wrong "
		"incorrect illegal bad "
		/* de, nl */
		"unbekannt* ungueltig* onbekend* ongeldig* "
		/* fr, es, pt, it */
		"inconnu* introuvable* inexistant* desconocid* inexistente* desconhecid* "
		"sconosciut* "
		/* others */
		"nieznan* nieistnie* неизвестн* несуществующ* невідом* okaend* okand* "
		"ukendt* ukjent* neexistuje nxdomain "
		/* ja, zh, ko */
		"いません* ございません* 存在しません* 存在しない* "
		"見つかりません* 不明* 不存在* 找不到* 未找到* 无效* "
		"無效* 未知* 찾을* 없습니다* 존재하지* "
		"inesistent* nieprawidlow* неизвест* neznam* nenalezen* nenasl* ismeretlen "
		"necunoscut* tuntematon bulunamad* bilinmiyor* "
		"見つから* 存在いたしません* 登録されていません* 登録されていない* 无此* 찾을수* "
		"invalide invalido invalida incorrecte incorrecto incorrecta неверн* nieistniej* "
		"neexistuj* desconegut* gecersiz* bilinmeyen* αγνωστο* "
		"間違* 正しくあ* 无法找到* 無法找到* 없는* 없습* 잘못된* 등록되지* "},
	{REBOUND_WORD_GONE,
		/* en */
		"gone cut deleted removed closed disabled deactivated suspended terminated "
		"cancelled canceled discontinued abandoned expired purged erased "
		"decommissioned deprovisioned withdrawn retired obsolete defunct switched dormant "
		"inactive "
		"inactivated frozen shut abolished graduated died dead "
		/* de, nl */
		"geloescht entfernt geschlossen deaktiviert gekuendigt aufgeloest "
		"abgeschaltet ausgeschieden inaktiv stillgelegt verwijderd opgeheven "
		"opgezegd afgesloten uitgeschakeld gedeactiveerd gesloten inactief "
		/* fr, es, pt, it */
		"supprime* ferme fermee desactiv* suspendu* resilie* cloture* inactif "
		"eliminad* borrad* cerrad* suspendid* cancelad* inactiv* deshabilitad* "
		"excluid* encerrad* desativad* suspens* inativ* removid* apagad* cancellat* "
		"chiusa chiuso disattivat* sospes* eliminat* inattiv* rimoss* disabilitat* "
		/* others */
		"usuniet* zamkniet* nieaktywn* zlikwidowan* wylaczon* удален* закрыт* "
		"отключен* деактивирован* неактивн* ликвидирован* видален* borttagen slettet "
		"silindi "
		/* ja, zh, ko */
		"削除されました* 削除されて* 停止されて* 解約* 退会* "
		"使われておりません* 使われていません* "
		"使用されていません* 利用されていません* 注销* "
		"停用* 禁用* 冻结* 凍結* 删除* 刪除* 삭제* 정지* 해지* "
		"skasowan* 不再使用* 已停* 使われておら* ご利用いただけ* "
		"inhabilitad* desabilitad* archivee archivada archivado baja zawieszon* неактив* "
		"無効* 停止* 过期* 過期* "},
	{REBOUND_WORD_BLOCKED,
		"blocked locked gesperrt* blockiert* bloque bloquee bloquead* bloccat* geblokkeerd "
		"zablokow* заблокир* заблокова* 封禁* 锁定* 鎖定* 被封*"},
	{REBOUND_WORD_LEFT, "left quit resigned departed verlassen quitte dejado deixou lasciato "
			    "verlaten odszedl odeszla"},
	{REBOUND_WORD_HERE,
		"here us company firm organization organisation employed employer works work "
		"working school university uns hier firma beschaeftigt unternehmen ici chez "
		"dienst societe entreprise aqui empresa trabaja trabalha qui lavora azienda ons "
		"hier werkt werkzaam pracuje firmie здесь работает компании"},
	{REBOUND_WORD_FULL,
		/* en, de, nl */
		"full space room quota overquota storage capacity voll volles ueberfuellt "
		"ueberlaufen uebergelaufen speicher speicherplatz kontingent platz vol quotum "
		"ruimte "
		"opslag opslagruimte overvol "
		/* fr, es, pt, it */
		"plein pleine sature saturee espace stockage lleno llena cuota espacio sitio "
		"cheia cheio lotada lotado cota espaco armazenamento pieno piena spazio capienza "
		/* pl, cs, sv, da, no, fi, hu, ro, tr */
		"peln* przepelnion* zapelnion* miejsca miejsce pojemnosc* plna misto mista kvot* "
		"utrymme plads plass taeynnae taynna megtelt tele spatiu dolu kota kotasi "
		/* ru, uk, el */
		"переполн* заполнен* квот* места место місця πληρεσ χωροσ "
		/* ja, zh, ko */
		"いっぱい* 容量* 足り* 不足* 空き* 一杯* 満杯* 空间* 空間* 已满* 已滿* 配额* 가득* "
		"용량* 공간*"},
	{REBOUND_WORD_MANY,
		"too many exceed exceeds exceeded exceeding limit limits limited maximum "
		"bigger larger greater large big size megabytes rate ratio trop demasiad* "
		"troppo troppi limite* слишком лимит* zbyt limiet maximale teveel massima"},
	{REBOUND_WORD_LATER,
		"temporarily temporary temporar* later busy maintenance timeout moment "
		"restored restoring migrated migrating month today tomorrow hour hours "
		"minutes reachable retry overloaded indisponible* indisponivel indisponibile "
		"novamente nuevamente unreachable possible spaeter voruebergehend "
		"momentan ulterieurement temporairement tarde tard temporalmente tardi "
		"temporaneamente tijdelijk pozniej chwilowo tymczasowo позже временно "
		"後ほど* 一時的* 稍后* 稍後* 暂时* 暫時* 나중* 일시* "
		"while waehrend pendant mientras enquanto mentre terwijl podczas backup until bis "
		"gerade derzeit zurzeit umzug migriert migration migracion migracao migrazione "
		"migratie "
		"migrada migrado migree migre migracj* przenoszen* przenoszon* verhuisd verplaatst "
		"отвечает переносит* перенос* миграц* недоступн* 移行中* メンテナンス* 迁移* 遷移* "
		"维护* "
		"維護* 接続できま* 応答* 连接* 超时*"},
	{REBOUND_WORD_TROUBLE,
		"error errors failure failures trouble crashed stoerung fehler* erreur* "
		"errore errores erro erros blad* ошибк* 错误* エラー*"},
	{REBOUND_WORD_DELIVERY,
		"deliver delivered delivery undelivered undeliverable undeliverables "
		"returned bounced zugestellt unzustellbar* zustellung livre distribue remis "
		"entregar entregado entregue consegnato bezorgd afgeleverd dostarczon* "
		"доставлен* доставить 配信* 配達* 投递* 送达* "
		"전달* 배달*"},
	{REBOUND_WORD_REFUSED,
		"rejected refused failed denied unavailable available sorry please following "
		"abgelehnt abgewiesen rechazad* recusad* rifiutat* geweigerd odrzucon* "
		"отклонен* check contact"},
	{REBOUND_WORD_ALLOWS,
		"accept accepts allow allows allowed permit permits permitted only refuse "
		"refuses want wants wish wishes moderated restricted internal opted erlaubt "
		"akzeptiert nur refuse accepte uniquement permite permitido acepta solo "
		"aceita apenas accetta rifiuta weigert accepteert alleen przyjmuje tylko "
		"принимает принимает* только 拒否* 拒绝* "
		"拒收* 拒絕*"},
	{REBOUND_WORD_WHETHER,
		"whether if may might perhaps possibly probably maybe likely ob falls wenn "
		"si czy ли"},
	{REBOUND_WORD_YOUR,
		"your ihr ihre ihrer ihres ihren votre vos su sus tu seu sua vostro vostra "
		"suo tuo tua uw jouw twoj* ваш* あなたの* 您的* 你的* 貴社* 貴方* vostri vostre"},
	{REBOUND_WORD_YOU, "you あなた* 您* yourself вас вам sie vous usted voce"},
	{REBOUND_WORD_FROM, "from"},
	{REBOUND_WORD_TO, "to an al ao aan"},
	{REBOUND_WORD_OF,
		"of for with by von fuer de du des di del della dell do dos van voor dla для "
		"z ze с со"},
	{REBOUND_WORD_IN, "in on at among within im auf dans en nel nella na w в"},
	{REBOUND_WORD_AND, "and but und et"},
	{REBOUND_WORD_BECAUSE, "because since weil car porque perche omdat poniewaz"},
	{REBOUND_WORD_COMMON,
		/* en */
		"so the a this that these those is are was were be been has have had do does "
		"did it its he she they we our there which who such any all one as will can "
		"could would should must i my me his her their them when then out more most "
		"another "
		/* de, nl */
		"der die das den dem ein eine einen einem ist sind wurde wird werden hat "
		"haben dieser diese dieses wir es bei het een deze dit zijn werd wordt er "
		/* fr */
		"le la les l un une est sont a ont ete cette ce cet nous il elle que "
		/* es, pt, it */
		"el los las una es esta este ha han sido o os as um uma foi sao esse essa lo "
		"gli e stato stata questo questa che "
		/* pl, ru */
		"почты poczty пользователей получателей адресатов абонентов uzytkownikow odbiorcow "
		"y jest zostal* ten ta to ma takiej takiego taki это был* этот такого"},
};

struct entry {
	const char *text; /* in a list: len bytes */
	guint16 len;
	guint16 parent; /* the longest other one that this begins with, plus 1; 0 for none */
	guint8 word;
	gboolean beginning; /* of longer ones */
};

struct dictionary {
	struct entry *entries;
	guint count;
	guint16 starts[257]; /* of the entries that begin with a byte */
};

/* Order of an entry and len bytes. */
static int compare_text(const struct entry *entry, const char *text, gsize len)
{
	gsize same = 0, most = MIN(len, entry->len);

	while (same < most && entry->text[same] == text[same])
		same++;
	if (same < most)
		return (int)(guchar)entry->text[same] - (int)(guchar)text[same];
	return entry->len < len ? -1 : entry->len > len;
}

/* What stands twice stays in the order of the lists. */
static gint compare_entries(gconstpointer a, gconstpointer b)
{
	const struct entry *one = a, *other = b;
	int order = compare_text(one, other->text, other->len);

	return order != 0 ? order : (int)one->word - (int)other->word;
}

static gboolean begins_with(const char *text, gsize len, const struct entry *entry)
{
	return entry->len <= len && memcmp(entry->text, text, entry->len) == 0;
}

/* Sort, drop what stands twice, and link each word to the one that it begins with. */
static void put_in_order(struct dictionary *dictionary)
{
	struct entry *entries = dictionary->entries;
	guint count = 0;

	qsort(entries, dictionary->count, sizeof(*entries), compare_entries);
	for (guint i = 0; i < dictionary->count; i++)
		if (count == 0 ||
			compare_text(&entries[count - 1], entries[i].text, entries[i].len) != 0)
			entries[count++] = entries[i];
	dictionary->count = count;
	for (guint i = 1; i < count; i++) {
		guint before = i;

		while (before > 0 &&
			!begins_with(entries[i].text, entries[i].len, &entries[before - 1]))
			before = entries[before - 1].parent;
		entries[i].parent = (guint16)before;
	}
	for (guint i = 0, byte = 0; byte < G_N_ELEMENTS(dictionary->starts); byte++) {
		while (i < count && (guchar)*entries[i].text < byte)
			i++;
		dictionary->starts[byte] = (guint16)i;
	}
}

static void add_words(GArray *entries, enum rebound_statement_word word, const char *list)
{
	while (*list != '\0') {
		gsize len = strcspn(list, " ");
		gboolean beginning = list[len - 1] == '*';
		struct entry entry = {
			.text = list,
			.len = (guint16)(beginning ? len - 1 : len),
			.word = (guint8)word,
			.beginning = beginning,
		};

		g_array_append_val(entries, entry);
		list += len + strspn(list + len, " ");
	}
}

static const struct dictionary *get_dictionary(void)
{
	static gsize once = 0;

	if (g_once_init_enter(&once)) {
		struct dictionary *dictionary = g_new0(struct dictionary, 1);
		GArray *entries = g_array_new(FALSE, FALSE, sizeof(struct entry));

		for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
			add_words(entries, lists[i].word, lists[i].list);
		dictionary->count = entries->len;
		dictionary->entries = (struct entry *)g_array_free(entries, FALSE);
		put_in_order(dictionary);
		g_once_init_leave(&once, GPOINTER_TO_SIZE(dictionary));
	}
	return GSIZE_TO_POINTER(once);
}

enum rebound_statement_word rebound_statement_word_find(const char *word, gsize len, gsize *taken)
{
	const struct dictionary *dictionary = get_dictionary();
	guint from, to;

	*taken = 0;
	if (len == 0)
		return REBOUND_WORD_OTHER;
	from = dictionary->starts[(guchar)*word];
	to = dictionary->starts[(guchar)*word + 1];

	/* The last entry that does not come behind the word: that or one it begins with is it. */
	while (from < to) {
		guint middle = (from + to) / 2;

		if (compare_text(&dictionary->entries[middle], word, len) <= 0)
			from = middle + 1;
		else
			to = middle;
	}
	for (guint i = from; i > dictionary->starts[(guchar)*word];
		i = dictionary->entries[i - 1].parent) {
		const struct entry *entry = &dictionary->entries[i - 1];

		if (begins_with(word, len, entry) && (entry->beginning || entry->len == len)) {
			*taken = entry->len;
			return entry->word;
		}
	}
	return REBOUND_WORD_OTHER;
}
