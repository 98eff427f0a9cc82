/// Terms that have no other wording. Names, titles, posts and aliases of the fixtures are asides by themselves: a term that
/// belongs to one object is better added there, as an alias.
enum FixedTerms {
  static let all = [
    "femmes, la paix et la sécurité",
    "ministre de la Défense",
    "ministre des Affaires étrangères",
    "premier ministre",
    "secrétaire général",
    "Minister for Foreign Affairs",
    "prime minister",
    "Secretary General",
    "women, peace and security",
  ]
}
