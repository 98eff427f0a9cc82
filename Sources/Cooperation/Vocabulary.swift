/// The kinds of object: the six nouns of the API.
package enum Kind: UInt8, CaseIterable, Sendable {
  case event, actor, area, place, document, claim

  /// The noun as a filter and in `kind`.
  package var singular: String {
    switch self {
    case .event: "event"
    case .actor: "actor"
    case .area: "area"
    case .place: "place"
    case .document: "document"
    case .claim: "claim"
    }
  }

  /// The noun as a path segment.
  package var plural: String {
    switch self {
    case .event: "events"
    case .actor: "actors"
    case .area: "areas"
    case .place: "places"
    case .document: "documents"
    case .claim: "claims"
    }
  }

  package init?(singular: some StringProtocol) {
    guard let kind = Kind.allCases.first(where: { $0.singular == singular }) else { return nil }
    self = kind
  }

  package init?(plural: some StringProtocol) {
    guard let kind = Kind.allCases.first(where: { $0.plural == plural }) else { return nil }
    self = kind
  }
}

/// A closed list of words with a label in every language.
///
/// The raw value is the word's position, so that it fits a column; `word` is what fixtures and answers say.
package protocol Enumeration: CaseIterable, Sendable, Hashable, RawRepresentable where RawValue == UInt8 {
  /// The words, each at the position of its raw value.
  static var words: [String] { get }
  var label: LocalizedText { get }
}

extension Enumeration {
  package var word: String { Self.words[Int(rawValue)] }

  package init?(word: String) {
    guard let position = Self.words.firstIndex(of: word) else { return nil }
    self.init(rawValue: UInt8(position))
  }
}

package enum EventType: UInt8, Enumeration {
  case visit, meeting, call, signing, declaration, statement, decision, agreement, pressConference, conference
  case contribution, project, secondment, operation, exercise, appointment, dialogue, plan, milestone

  package static let words = [
    "visit", "meeting", "call", "signing", "declaration", "statement", "decision", "agreement", "press-conference",
    "conference", "contribution", "project", "secondment", "operation", "exercise", "appointment", "dialogue",
    "plan", "milestone",
  ]

  package var label: LocalizedText {
    switch self {
    case .visit: LocalizedText(fr: "Visite", en: "Visit", ja: "訪問")
    case .meeting: LocalizedText(fr: "Rencontre", en: "Meeting", ja: "会談")
    case .call: LocalizedText(fr: "Entretien téléphonique", en: "Call", ja: "電話会談")
    case .signing: LocalizedText(fr: "Signature", en: "Signing", ja: "署名")
    case .declaration: LocalizedText(fr: "Déclaration commune", en: "Joint declaration", ja: "共同宣言")
    case .statement: LocalizedText(fr: "Prise de parole", en: "Statement", ja: "発言")
    case .decision: LocalizedText(fr: "Décision", en: "Decision", ja: "決定")
    case .agreement: LocalizedText(fr: "Accord", en: "Agreement", ja: "合意")
    case .pressConference: LocalizedText(fr: "Conférence de presse", en: "Press conference", ja: "記者会見")
    case .conference: LocalizedText(fr: "Conférence", en: "Conference", ja: "会議")
    case .contribution: LocalizedText(fr: "Contribution", en: "Contribution", ja: "拠出")
    case .project: LocalizedText(fr: "Projet", en: "Project", ja: "事業")
    case .secondment: LocalizedText(fr: "Détachement", en: "Secondment", ja: "要員派遣")
    case .operation: LocalizedText(fr: "Opération", en: "Operation", ja: "活動")
    case .exercise: LocalizedText(fr: "Exercice", en: "Exercise", ja: "訓練")
    case .appointment: LocalizedText(fr: "Nomination", en: "Appointment", ja: "任命")
    case .dialogue: LocalizedText(fr: "Dialogue", en: "Dialogue", ja: "対話")
    case .plan: LocalizedText(fr: "Projet à venir", en: "Plan", ja: "計画")
    case .milestone: LocalizedText(fr: "Étape marquante", en: "Milestone", ja: "節目")
    }
  }
}

package enum EventStatus: UInt8, Enumeration {
  case occurred, ongoing, planned, cancelled

  package static let words = ["occurred", "ongoing", "planned", "cancelled"]

  package var label: LocalizedText {
    switch self {
    case .occurred: LocalizedText(fr: "A eu lieu", en: "Occurred", ja: "実施済み")
    case .ongoing: LocalizedText(fr: "En cours", en: "Ongoing", ja: "継続中")
    case .planned: LocalizedText(fr: "Prévu", en: "Planned", ja: "予定")
    case .cancelled: LocalizedText(fr: "Annulé", en: "Cancelled", ja: "中止")
    }
  }
}

package enum Role: UInt8, Enumeration {
  case visitor, host, signatory, speaker, participant, contributor, beneficiary, implementer, decider, requester
  case appointee, observer

  package static let words = [
    "visitor", "host", "signatory", "speaker", "participant", "contributor", "beneficiary", "implementer",
    "decider", "requester", "appointee", "observer",
  ]

  package var label: LocalizedText {
    switch self {
    case .visitor: LocalizedText(fr: "Visiteur", en: "Visitor", ja: "訪問者")
    case .host: LocalizedText(fr: "Hôte", en: "Host", ja: "主催者")
    case .signatory: LocalizedText(fr: "Signataire", en: "Signatory", ja: "署名者")
    case .speaker: LocalizedText(fr: "Orateur", en: "Speaker", ja: "発言者")
    case .participant: LocalizedText(fr: "Participant", en: "Participant", ja: "参加者")
    case .contributor: LocalizedText(fr: "Contributeur", en: "Contributor", ja: "拠出者")
    case .beneficiary: LocalizedText(fr: "Bénéficiaire", en: "Beneficiary", ja: "受益者")
    case .implementer: LocalizedText(fr: "Exécutant", en: "Implementer", ja: "実施者")
    case .decider: LocalizedText(fr: "Décideur", en: "Decider", ja: "決定者")
    case .requester: LocalizedText(fr: "Demandeur", en: "Requester", ja: "要請者")
    case .appointee: LocalizedText(fr: "Personne nommée", en: "Appointee", ja: "被任命者")
    case .observer: LocalizedText(fr: "Observateur", en: "Observer", ja: "オブザーバー")
    }
  }
}

/// How one event stands to another. Fixtures record the active side; the inverse is derived.
package enum Relation: UInt8, Enumeration {
  case follows, implements, prepares, supports, seeAlso
  case precedes, implementedBy, preparedBy, supportedBy

  package static let words = [
    "follows", "implements", "prepares", "supports", "see-also", "precedes", "implemented-by", "prepared-by",
    "supported-by",
  ]

  package var label: LocalizedText {
    switch self {
    case .follows: LocalizedText(fr: "Fait suite à", en: "Follows", ja: "を受けたもの")
    case .implements: LocalizedText(fr: "Met en œuvre", en: "Implements", ja: "を実施するもの")
    case .prepares: LocalizedText(fr: "Prépare", en: "Prepares", ja: "を準備するもの")
    case .supports: LocalizedText(fr: "Soutient", en: "Supports", ja: "を支援するもの")
    case .seeAlso: LocalizedText(fr: "Voir aussi", en: "See also", ja: "関連")
    case .precedes: LocalizedText(fr: "Précède", en: "Precedes", ja: "に先立つもの")
    case .implementedBy: LocalizedText(fr: "Mis en œuvre par", en: "Implemented by", ja: "により実施")
    case .preparedBy: LocalizedText(fr: "Préparé par", en: "Prepared by", ja: "により準備")
    case .supportedBy: LocalizedText(fr: "Soutenu par", en: "Supported by", ja: "により支援")
    }
  }

  /// The same relation seen from the other event.
  package var inverse: Relation {
    switch self {
    case .follows: .precedes
    case .precedes: .follows
    case .implements: .implementedBy
    case .implementedBy: .implements
    case .prepares: .preparedBy
    case .preparedBy: .prepares
    case .supports: .supportedBy
    case .supportedBy: .supports
    case .seeAlso: .seeAlso
    }
  }

  /// Whether fixtures may state it: the derived inverses may not.
  package var isRecorded: Bool { rawValue <= Relation.seeAlso.rawValue }
}

package enum FigureKind: UInt8, Enumeration {
  case money, area, duration, count

  package static let words = ["money", "area", "duration", "count"]

  package var label: LocalizedText {
    switch self {
    case .money: LocalizedText(fr: "Montant", en: "Money", ja: "金額")
    case .area: LocalizedText(fr: "Superficie", en: "Area", ja: "面積")
    case .duration: LocalizedText(fr: "Durée", en: "Duration", ja: "期間")
    case .count: LocalizedText(fr: "Nombre", en: "Count", ja: "数")
    }
  }
}

package enum Qualifier: UInt8, Enumeration {
  case exact, about, almost, over

  package static let words = ["exact", "about", "almost", "over"]

  package var label: LocalizedText {
    switch self {
    case .exact: LocalizedText(fr: "Exactement", en: "Exactly", ja: "ちょうど")
    case .about: LocalizedText(fr: "Environ", en: "About", ja: "約")
    case .almost: LocalizedText(fr: "Près de", en: "Almost", ja: "ほぼ")
    case .over: LocalizedText(fr: "Plus de", en: "Over", ja: "超")
    }
  }
}

package enum FigureNature: UInt8, Enumeration {
  case pledge, contribution

  package static let words = ["pledge", "contribution"]

  package var label: LocalizedText {
    switch self {
    case .pledge: LocalizedText(fr: "Promesse", en: "Pledge", ja: "拠出表明")
    case .contribution: LocalizedText(fr: "Contribution", en: "Contribution", ja: "拠出")
    }
  }
}

package enum ActorType: UInt8, Enumeration {
  case person, state, organization, body, office, group

  package static let words = ["person", "state", "organization", "body", "office", "group"]

  package var label: LocalizedText {
    switch self {
    case .person: LocalizedText(fr: "Personne", en: "Person", ja: "人物")
    case .state: LocalizedText(fr: "État", en: "State", ja: "国家")
    case .organization: LocalizedText(fr: "Organisation", en: "Organization", ja: "組織")
    case .body: LocalizedText(fr: "Organe", en: "Body", ja: "機関")
    case .office: LocalizedText(fr: "Fonction", en: "Office", ja: "役職")
    case .group: LocalizedText(fr: "Groupe", en: "Group", ja: "グループ")
    }
  }
}

package enum AreaType: UInt8, Enumeration {
  case domain, topic

  package static let words = ["domain", "topic"]

  package var label: LocalizedText {
    switch self {
    case .domain: LocalizedText(fr: "Domaine", en: "Domain", ja: "分野")
    case .topic: LocalizedText(fr: "Thème", en: "Topic", ja: "主題")
    }
  }
}

package enum PlaceType: UInt8, Enumeration {
  case city, country, region, sea, site

  package static let words = ["city", "country", "region", "sea", "site"]

  package var label: LocalizedText {
    switch self {
    case .city: LocalizedText(fr: "Ville", en: "City", ja: "都市")
    case .country: LocalizedText(fr: "Pays", en: "Country", ja: "国")
    case .region: LocalizedText(fr: "Région", en: "Region", ja: "地域")
    case .sea: LocalizedText(fr: "Mer", en: "Sea", ja: "海域")
    case .site: LocalizedText(fr: "Site", en: "Site", ja: "施設")
    }
  }
}

package enum DocumentType: UInt8, Enumeration {
  case news, topicPage, decision, summary, article, declaration, other

  package static let words = ["news", "topic-page", "decision", "summary", "article", "declaration", "other"]

  package var label: LocalizedText {
    switch self {
    case .news: LocalizedText(fr: "Actualité", en: "News", ja: "ニュース")
    case .topicPage: LocalizedText(fr: "Page thématique", en: "Topic page", ja: "テーマ別ページ")
    case .decision: LocalizedText(fr: "Décision", en: "Decision", ja: "決定")
    case .summary: LocalizedText(fr: "Compte rendu", en: "Summary", ja: "概要")
    case .article: LocalizedText(fr: "Article", en: "Article", ja: "記事")
    case .declaration: LocalizedText(fr: "Déclaration", en: "Declaration", ja: "宣言")
    case .other: LocalizedText(fr: "Autre", en: "Other", ja: "その他")
    }
  }
}

package enum ClaimStatus: UInt8, Enumeration {
  case accepted, disputed

  package static let words = ["accepted", "disputed"]

  package var label: LocalizedText {
    switch self {
    case .accepted: LocalizedText(fr: "Retenue", en: "Accepted", ja: "採用")
    case .disputed: LocalizedText(fr: "Contestée", en: "Disputed", ja: "争いあり")
    }
  }
}

/// On what a date rests.
package enum DateBasis: UInt8, Enumeration {
  case stated, attested, inferred

  package static let words = ["stated", "attested", "inferred"]

  package var label: LocalizedText {
    switch self {
    case .stated: LocalizedText(fr: "Donnée par la source", en: "Stated", ja: "明記")
    case .attested: LocalizedText(fr: "Attestée à la date de la source", en: "Attested", ja: "記録時点で確認")
    case .inferred: LocalizedText(fr: "Déduite", en: "Inferred", ja: "推定")
    }
  }
}

/// How fine a stated date is.
package enum DatePrecision: UInt8, Enumeration {
  case day, month, season, year, decade, century

  package static let words = ["day", "month", "season", "year", "decade", "century"]

  package var label: LocalizedText {
    switch self {
    case .day: LocalizedText(fr: "Jour", en: "Day", ja: "日")
    case .month: LocalizedText(fr: "Mois", en: "Month", ja: "月")
    case .season: LocalizedText(fr: "Saison", en: "Season", ja: "季節")
    case .year: LocalizedText(fr: "Année", en: "Year", ja: "年")
    case .decade: LocalizedText(fr: "Décennie", en: "Decade", ja: "年代")
    case .century: LocalizedText(fr: "Siècle", en: "Century", ja: "世紀")
    }
  }
}
