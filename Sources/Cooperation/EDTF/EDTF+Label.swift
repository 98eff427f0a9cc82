/// Dates as people read them: `avril 2013`, `April 2013`, `2013年4月`.
extension EDTF {
  /// The date in words of a language, with its qualifiers.
  package func label(in language: Language) -> String {
    let words: String
    switch shape {
    case .date(let unit): words = unit.label(in: language)
    case .interval(let start?, let end?): words = EDTF.fromTo(start, end, in: language)
    case .interval(let start?, nil): words = EDTF.since(start, in: language)
    case .interval(nil, let end?): words = EDTF.until(end, in: language)
    case .oneOf(let start?, let end?): words = EDTF.between(start, end, in: language)
    case .oneOf(let start?, nil): words = EDTF.orLater(start, in: language)
    case .oneOf(nil, let end?): words = EDTF.orEarlier(end, in: language)
    case .interval(nil, nil), .oneOf(nil, nil): preconditionFailure("a date has at least one end")
    }
    return qualified(words, in: language)
  }

  private func qualified(_ words: String, in language: Language) -> String {
    var words = words
    if isApproximate {
      switch language {
      case .fr: words = "vers " + words
      case .en:
        if case .date(let unit) = shape { words = unit.english }
        words = "about " + words
      case .ja: words += "頃"
      }
    }
    if isUncertain {
      switch language {
      case .fr: words += " (incertain)"
      case .en: words += " (uncertain)"
      case .ja: words += "（不確か）"
      }
    }
    return words
  }

  private static func fromTo(_ start: CalendarUnit, _ end: CalendarUnit, in language: Language) -> String {
    let (from, to) = (start.label(in: language), end.label(in: language))
    switch language {
    case .fr: return start.french(after: .de) + " " + end.french(after: .à)
    case .en: return "from \(start.english) to \(end.english)"
    case .ja: return "\(from)から\(to)まで"
    }
  }

  private static func since(_ start: CalendarUnit, in language: Language) -> String {
    switch language {
    case .fr: "depuis " + start.french(after: .article)
    case .en: "since " + start.english
    case .ja: start.label(in: .ja) + "から"
    }
  }

  private static func until(_ end: CalendarUnit, in language: Language) -> String {
    switch language {
    case .fr: "jusqu’" + end.french(after: .à)
    case .en: "until " + end.english
    case .ja: end.label(in: .ja) + "まで"
    }
  }

  private static func between(_ start: CalendarUnit, _ end: CalendarUnit, in language: Language) -> String {
    let (from, to) = (start.label(in: language), end.label(in: language))
    switch language {
    case .fr: return "entre " + start.french(after: .article) + " et " + end.french(after: .article)
    case .en: return "between \(start.english) and \(end.english)"
    case .ja: return "\(from)から\(to)の間"
    }
  }

  private static func orLater(_ start: CalendarUnit, in language: Language) -> String {
    switch language {
    case .fr: start.label(in: .fr) + " ou plus tard"
    case .en: start.label(in: .en) + " or later"
    case .ja: start.label(in: .ja) + "以降"
    }
  }

  private static func orEarlier(_ end: CalendarUnit, in language: Language) -> String {
    switch language {
    case .fr: end.label(in: .fr) + " ou plus tôt"
    case .en: end.label(in: .en) + " or earlier"
    case .ja: end.label(in: .ja) + "以前"
    }
  }
}

extension CalendarUnit {
  /// The unit in words of a language.
  package func label(in language: Language) -> String {
    switch (self, language) {
    case (.day(let year, let month, let day), .fr):
      "\(day == 1 ? "1er" : String(day)) \(CalendarUnit.frenchMonths[month - 1]) \(year)"
    case (.day(let year, let month, let day), .en): "\(day) \(CalendarUnit.englishMonths[month - 1]) \(year)"
    case (.day(let year, let month, let day), .ja): "\(year)年\(month)月\(day)日"
    case (.month(let year, let month), .fr): "\(CalendarUnit.frenchMonths[month - 1]) \(year)"
    case (.month(let year, let month), .en): "\(CalendarUnit.englishMonths[month - 1]) \(year)"
    case (.month(let year, let month), .ja): "\(year)年\(month)月"
    case (.season(let year, let season), .fr): "\(["printemps", "été", "automne", "hiver"][season - 1]) \(year)"
    case (.season(let year, let season), .en): "\(["spring", "summer", "autumn", "winter"][season - 1]) \(year)"
    case (.season(let year, let season), .ja): "\(year)年\(["春", "夏", "秋", "冬"][season - 1])"
    case (.year(let year), .ja): "\(year)年"
    case (.year(let year), _): String(year)
    case (.decade(let year), .fr): "années \(year)"
    case (.decade(let year), .en): "\(year)s"
    case (.decade(let year), .ja): "\(year)年代"
    case (.century(let year), .fr): "\(CalendarUnit.roman(year / 100 + 1))\(year == 0 ? "er" : "e") siècle"
    case (.century(let year), .en): CalendarUnit.ordinal(year / 100 + 1) + " century"
    case (.century(let year), .ja): "\(year / 100 + 1)世紀"
    }
  }

  /// The unit behind an English preposition: `the 1990s`, `the 20th century`.
  var english: String {
    switch self {
    case .decade, .century: "the " + label(in: .en)
    case .day, .month, .season, .year: label(in: .en)
    }
  }

  enum FrenchPreposition { case de, à, article }

  /// The unit behind a French preposition: `du 6 mai 2014`, `d’avril 2013`, `aux années 1990`, `le printemps 2017`.
  func french(after preposition: FrenchPreposition) -> String {
    let words = label(in: .fr)
    let (de, à, article): (String, String, String)
    switch self {
    case .day, .century: (de, à, article) = ("du ", "au ", "le ")
    case .season(_, let season):
      (de, à, article) = season == 1 ? ("du ", "au ", "le ") : ("de l’", "à l’", "l’")
    case .decade: (de, à, article) = ("des ", "aux ", "les ")
    case .month(_, let month): (de, à, article) = ([4, 8, 10].contains(month) ? "d’" : "de ", "à ", "")
    case .year: (de, à, article) = ("de ", "à ", "")
    }
    switch preposition {
    case .de: return de + words
    case .à: return à + words
    case .article: return article + words
    }
  }

  private static let frenchMonths = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
  ]

  private static let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  private static func roman(_ number: Int) -> String {
    var (rest, text) = (number, "")
    for (value, letters) in [
      (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ] {
      while rest >= value {
        text += letters
        rest -= value
      }
    }
    return text
  }

  private static func ordinal(_ number: Int) -> String {
    let suffix =
      switch (number % 10, number % 100) {
      case (_, 11...13): "th"
      case (1, _): "st"
      case (2, _): "nd"
      case (3, _): "rd"
      default: "th"
      }
    return String(number) + suffix
  }
}
