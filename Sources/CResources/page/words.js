// The words of the page, a line each: key, French, English, Japanese. What the API says comes translated from the API.

const languages = ["fr", "en", "ja"];
const language = languages.includes(document.documentElement.lang) ? document.documentElement.lang : "fr";

const dictionary = `
skip|Aller au contenu|Skip to content|本文へ
main|Navigation principale|Main navigation|メインナビゲーション
timeline|Frise|Timeline|年表
network|Réseau|Network|関係図
places|Lieux|Places|場所
documents|Sources|Sources|出典
reference|Référence|Reference|リファレンス
search|Rechercher|Search|検索
searchHint|Un nom, un lieu, un mot…|A name, a place, a word…|人名、地名、言葉…
results|Résultats|Results|検索結果
suggestions|Suggestions|Suggestions|候補
didYouMean|Vouliez-vous dire|Did you mean|もしかして
inTimeline|Ces événements sur la frise|These events on the timeline|該当する出来事を年表で見る
language|Langue|Language|言語
theme|Thème|Theme|テーマ
auto|auto|auto|自動
light|clair|light|ライト
dark|sombre|dark|ダーク
copy|Copier|Copy|コピー
copied|Copié|Copied|コピーしました
request|La requête de cette vue|The request behind this view|この画面のリクエスト
filters|Filtres|Filters|絞り込み
filtered|Filtres actifs|Active filters|適用中の条件
clear|Tout effacer|Clear all|すべて解除
remove|Retirer|Remove|解除
more|Tout afficher|Show all|すべて表示
period|Période|Period|期間
periodHint|Année, mois ou intervalle EDTF|Year, month or EDTF interval|年・月・期間（EDTF）
apply|Appliquer|Apply|適用
words|Mots|Words|キーワード
undated|Sans date|Undated|日付なし
allEvents|Les événements sur l’axe du temps, comme dans la liste|The events along time, as in the list|出来事の時間軸（一覧と同じ内容）
legend|Légende|Key|凡例
legendDay|jour connu|known day|日が判明
legendWithin|à un moment de l’intervalle|some time within|この期間のいずれか
legendSpan|a duré|lasted|継続した期間
legendOpen|début ou fin non dits|start or end not stated|始まりか終わりは不明
legendAttested|attesté ce jour-là|attested on that day|その日の時点で確認
nothing|Rien ne correspond.|Nothing matches.|該当するものはありません。
date|Date|Date|日付
noDate|La source n’en donne aucune|The source gives none|出典に記載なし
basis|fondement|basis|根拠
stated|dite par la source|stated by the source|出典に明記
attested|attestée : c’était ainsi quand la source fut écrite|attested: it was so when the source was written|確認時点：出典の執筆時の状態
inferred|déduite par l’éditeur|inferred by an editor|編者による推定
between|au plus tôt, au plus tard|earliest, latest|最も早い日・最も遅い日
openEnd|ouvert|open|不明
participants|Participants|Participants|参加者
onBehalf|pour|for|代表：
areas|Domaines|Areas|分野
figures|Chiffres|Figures|数値
partOf|Fait partie de|Part of|上位の出来事
parts|Comprend|Includes|含まれる出来事
related|Voir aussi|Related|関連
type|Type|Type|種類
status|Statut|Status|状態
statements|Ce que disent encore les sources|What the sources also say|出典のその他の記述
disputed|Les sources ne s’accordent pas|The sources disagree|出典間に食い違いあり
evidence|Sources|Evidence|根拠
fact|Fait|Fact|事実
saidBy|d’après|according to|発言：
noClaim|aucun paragraphe|no paragraph|該当段落なし
paragraph|§|§|第
published|Publié|Published|公表
revised|Mis à jour|Revised|更新
publisher|Éditeur|Publisher|発行者
paragraphs|paragraphes|paragraphs|段落
original|Lire l’original|Read the original|原文を読む
written|Langue|Language|言語
seeEvents|Voir les événements sur la frise|See the events on the timeline|出来事を年表で見る
seeNetwork|Voir le réseau|See the network|関係図で見る
posts|Fonctions attestées|Offices, as attested|確認された役職
memberOf|Membre de|Member of|所属
aliases|Aussi appelé|Also called|別名
country|Pays|Country|国
within|Dans|Within|所在
point|Coordonnées|Coordinates|座標
broader|Domaine plus large|Broader area|上位分野
narrower|Domaines plus étroits|Narrower areas|下位分野
events|Événements|Events|出来事
event|Événement|Event|出来事
actor|Acteur|Actor|関係者
actors|Acteurs|Actors|関係者
area|Domaine|Area|分野
place|Lieu|Place|場所
document|Source|Source|出典
claim|Affirmation|Claim|記述
networkHint|Les deux acteurs les plus présents tiennent les deux rives ; entre eux, ceux qui les relient.|The two most present actors hold the two banks; between them stand those who connect them.|最も登場の多い二者を両岸に置き、その間を結ぶ関係者を配した図。
networkAlt|Le réseau, comme dans les tableaux|The network, as in the tables|関係図（表と同じ内容）
pairs|Qui apparaît avec qui|Who appears with whom|誰が誰と
together|ensemble|together|共に
shared|Événements partagés|Shared events|共有する出来事
from|Du|From|最初
to|Au|To|最後
drawn|dessinés sur|drawn of|件を図示／全
mapAlt|Points des lieux, comme dans la liste|Points of places, as in the list|場所の点（一覧と同じ内容）
mapHint|Seuls les villes et les sites ont un point : un pays ou une mer n’en est pas un.|Only cities and sites have a point: a country or a sea is not one.|点があるのは都市と施設だけです。国や海は点ではありません。
tagline|Une API ouverte : sans clé, sans compte.|An open API: no key, no account.|鍵も登録も不要な公開 API。
firstCall|Première requête|First request|最初のリクエスト
docsLead|La référence est rendue à partir de|The reference is rendered from|このリファレンスの元データ：
english|Le texte de la référence est en anglais.||リファレンスの本文は英語です。
operations|Chemins|Paths|パス
schemas|Objets|Objects|オブジェクト
parameters|Paramètres|Parameters|パラメーター
noParameters|Aucun paramètre.|No parameters.|パラメーターはありません。
allowed|valeurs|values|値
byDefault|par défaut|default|既定値
example|Exemple|Example|例
useExample|Remplir avec l’exemple|Fill in the example|例を入力
send|Envoyer|Send|送信
answer|Réponse|Answer|応答
answers|Réponses|Answers|応答の種類
headers|En-têtes|Headers|ヘッダー
body|Corps|Body|本文
cut|… la suite est coupée ici|… cut here|…（以下省略）
required|obligatoire|required|必須
meaning|Sens|Meaning|意味
problems|Erreurs|Errors|エラー
failed|La requête n’a pas abouti|The request failed|リクエストに失敗しました
tryThis|Essayer plutôt|Try instead|代わりに試す
noView|Il n’y a rien à cette adresse|There is nothing at this address|このアドレスには何もありません
home|Retour à la frise|Back to the timeline|年表へ戻る
loading|Chargement…|Loading…|読み込み中…
dataset|Jeu de données|Dataset|データセット
licence|licence|licence|ライセンス
everything|Tout télécharger|Download everything|一括ダウンロード
accuracy|Chaque valeur renvoie au paragraphe qui la fonde.|Every value points to the paragraph that supports it.|すべての値は、それを裏づける段落を示します。
`;

const position = languages.indexOf(language);
const words = new Map(dictionary.trim().split("\n").map((line) => line.split("|")).map(([key, ...all]) => [key, all[position]]));
const word = (key) => words.get(key) ?? key;
const number = (value) => value.toLocaleString(language);

/** `Date : `, before what it is. */
const labelled = (text) => text + (language === "fr" ? " : " : ": ");

/** `81 événements`: a count with its noun; Japanese has counters. */
const count = (value, kind) => {
  const nouns = {
    events: [["événement", "événements"], ["event", "events"], "件の出来事"],
    actors: [["acteur", "acteurs"], ["actor", "actors"], "の関係者"],
    areas: [["domaine", "domaines"], ["area", "areas"], "の分野"],
    places: [["lieu", "lieux"], ["place", "places"], "の場所"],
    documents: [["source", "sources"], ["source", "sources"], "点の出典"],
    claims: [["affirmation sourcée", "affirmations sourcées"], ["sourced claim", "sourced claims"], "件の記述"],
    results: [["résultat", "résultats"], ["result", "results"], "件の結果"],
  }[kind][position];
  if (language === "ja") return number(value) + nouns;
  return `${number(value)} ${nouns[value === 1 || (language === "fr" && value === 0) ? 0 : 1]}`;
};

const paragraphLabel = (ordinal) => (language === "ja" ? `第${ordinal}段落` : `§ ${ordinal}`);
