/// The words of a stretch of objects, term after term and, within one, object after object.
///
/// One object, for joining asks each for each term: a copy would count references to all its arrays.
final class StretchWords: Sendable {
  let terms: OrderedTerms
  /// Where each term's postings begin, and where the last one's end.
  let postings: [UInt32]
  /// The object of each posting, and how often it holds the term, weighted by field; at most 255.
  let objects: [UInt32]
  let frequencies: [UInt8]
  /// Where in the objects the terms stand, as `Places` writes it; and where each term's part begins.
  let places: [UInt8]
  let placeStarts: [UInt32]
  /// How many tokens each object has.
  let lengths: [UInt32]
  let names: NameShapes

  init(
    terms: OrderedTerms, postings: [UInt32], objects: [UInt32], frequencies: [UInt8], places: [UInt8],
    placeStarts: [UInt32], lengths: [UInt32], names: NameShapes
  ) {
    self.terms = terms
    self.postings = postings
    self.objects = objects
    self.frequencies = frequencies
    self.places = places
    self.placeStarts = placeStarts
    self.lengths = lengths
    self.names = names
  }

  /// Puts a term's postings behind those of the stretches before.
  func append(_ term: Int, to objects: inout [UInt32], _ frequencies: inout [UInt8], _ places: inout Places) {
    let range = Int(postings[term])..<Int(postings[term + 1])
    objects += self.objects[range]
    frequencies += self.frequencies[range]
    places.append(self.places[Int(placeStarts[term])..<Int(placeStarts[term + 1])])
  }
}

extension InvertedIndexBuilder {
  private struct Token {
    var object: UInt32 = 0
    var place = Place.none
  }

  /// Sorts what was read by counting; `first` is the number of the first object.
  consuming func finish(first: UInt32) -> StretchWords {
    let (ordered, ranks) = table.ordered()
    var bounds = [UInt32](repeating: 0, count: ordered.count + 1)
    for term in terms { bounds[Int(ranks[Int(term)]) + 1] += 1 }
    for rank in 0..<ordered.count { bounds[rank + 1] += bounds[rank] }
    var sorted = [Token](repeating: Token(), count: terms.count)
    var next = bounds
    var token = 0
    for (object, length) in zip(first..., lengths) {
      for _ in 0..<length {
        let rank = Int(ranks[Int(terms[token])])
        sorted[Int(next[rank])] = Token(object: object, place: places[token])
        next[rank] += 1
        token += 1
      }
    }

    let weights = SearchField.allCases.map { UInt32($0.weight) }
    var (objects, frequencies): ([UInt32], [UInt8]) = ([], [])
    objects.reserveCapacity(terms.count)
    frequencies.reserveCapacity(terms.count)
    var (coded, starts, placeStarts): ([UInt8], [UInt32], [UInt32]) = ([], [0], [0])
    for rank in 0..<ordered.count {
      var index = Int(bounds[rank])
      let end = Int(bounds[rank + 1])
      while index < end {
        let object = sorted[index].object
        var (frequency, previous): (UInt32, UInt32) = (0, 0)
        var goesOn = true
        while goesOn {
          let place = sorted[index].place
          index += 1
          goesOn = index < end && sorted[index].object == object
          frequency += weights[Int(place.field)]
          Places.append(place.position - previous, goesOn: goesOn, to: &coded)
          previous = place.position
        }
        objects.append(object)
        frequencies.append(UInt8(min(frequency, 255)))
      }
      starts.append(UInt32(objects.count))
      placeStarts.append(UInt32(coded.count))
    }
    return StretchWords(
      terms: ordered, postings: starts, objects: objects, frequencies: frequencies, places: coded,
      placeStarts: placeStarts, lengths: lengths, names: names)
  }
}
