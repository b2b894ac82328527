package searchbox

import "strings"

// setOf returns the words of a text, folded as they are here.
func setOf(text string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(text) {
		set[word] = true
	}
	return set
}

// Words that mean nothing by themselves, in the languages that pages are to speak first.
var (
	// joining ones stand before what they join: "in Berlin", "für Metal".
	joining = setOf(`in on at for from of to about with near around and the a an by im am aus fur mit von und der die das den ein eine uber rund
		pour de du des la le les et en un une au aux a dans avec para del el los las y con una e da do das dos em no na com um uma
		per di il lo gli i della del dei con voor van het een met uit en w z dla i o в для из и про на у з та і`)
	// trailing ones stand behind: "metal servers", "Berlin community".
	trailing = setOf(`server servers instance instances community communities people fans folks social place speaking
		instanz instanzen gemeinschaft leute serveur serveurs communaute instancia instancias servidor servidores comunidad
		instancia comunidade istanza istanze comunita instantie gemeenschap serwer serwery instancja сервер серверы сервера
		сервери спільнота сообщество خادم مجتمع`)
	// placing ones say that a place is meant.
	placing = setOf(`in near around from at im aus bei nahe à a en au aux em no na di da uit w z в у из з`)
	// also ones carry a negation on: "no politics or sport".
	also = setOf(`or nor and oder und noch ou et ni o y e ed of en lub ani или и або та`)
)

// Negations, and those that stand behind what they negate. The second list counts behind
// the tags of rules only.
var (
	negations = setOf(`no not non without never nicht kein keine keinen keiner ohne pas sans aucun aucune jamais sin ningun ninguna nunca
		sem nenhum nenhuma nao senza nessun nessuna niente geen zonder niet bez nie zadnych без не ні нет немає лише بدون لا ليس`)
	negationSigns = []string{"没有", "沒有", "不要", "无", "無", "不是", "非"}
	behind        = []string{"free", "forbidden", "prohibited", "verboten", "frei", "interdit", "interdits", "prohibido", "prohibida", "proibido", "vietato",
		"verboden", "zakaz", "なし", "無し", "禁止", "ない", "不可", "없음", "없는", "금지", "запрещено", "заборонено"}
)

// ordinary are short words that are also codes of languages or names: none of them counts
// as that unless it is written in capitals.
var ordinary = func() map[string]bool {
	set := setOf(`is it so my as or be he hi id me we us do go no an am if up by to in on of at ok hey pa ga ny sa se si la li lo le les el es os
		da du de des er et en eu un una uno ja je jo te ta tu ti va ve vi vo mi ma mu na ne ni os ou om al ar au ay ba bi bo br ce ch co cu cv cy
		ee ff fo fr gd gl gu gv ha ho hr ht hz ia ie ig ii ik io iu jv ka kg ki kj kk kl km kn kr ks ku kv kw ky lb lg ln lt lu lv mg mh mk ml mn mr
		ms mt nb nd nn nr nv nl oc oj pi pl ps pt qu rm rn ro ru rw sc sd sg sk sl sm sn sq sr ss st su sv sw tg th tk tl tn tr ts tt tw ty ug
		the and for all new old ace ada din dan fan gay her him his man mos nap non not sad sun wal war was zap bin dua mad men mas min any bug fin gan kam mac pam pro rap sat see tem tum van vot yap yes`)
	// Codes of two letters that are hardly a word of any of these languages stay codes.
	for code := range strings.FieldsSeq("fr ru pt pl nl uk tr sv cs hu bg ro sk hr sr") {
		delete(set, code)
	}
	return set
}()
