import API
import Testing

@Suite("What is sent of the page's sources")
struct DenseTests {
  private func script(_ source: String) -> String { String(decoding: Dense.script(Array(source.utf8)), as: UTF8.self) }
  private func style(_ source: String) -> String { String(decoding: Dense.style(Array(source.utf8)), as: UTF8.self) }

  @Test(
    "Blanks, comments and lines go where no token needs them",
    arguments: [
      ("const a = { b: 1, c: [2, 3] };", "const a={b:1,c:[2,3]};"),
      ("// what\nconst a = 1; // why\n/* how\n   so */ const b = 2;\n", "const a=1;const b=2;"),
      ("f(a,\n  b)\n  .g()", "f(a,b).g()"),
      ("if (a) {\n  b();\n} else c();", "if(a){b()}else c();"),
      ("for (const a of [1]) return typeof a;", "for(const a of[1])return typeof a;"),
      ("async () => await f", "async()=>await f"),
    ])
  func blanks(_ source: String, _ dense: String) { #expect(script(source) == dense) }

  @Test(
    "A line that may end a statement, and a blank that parts two tokens, stay",
    arguments: [
      ("a()\nb()", "a()\nb()"), ("const f = () => {}\n[1].g()", "const f=()=>{}\n[1].g()"), ("a\n++b", "a\n++b"),
      ("a + +b - -c", "a+ +b- -c"), ("a++ + b", "a++ +b"), ("1 .toFixed()", "1 .toFixed()"), ("x = y\n(z)", "x=y\n(z)"),
      ("`a`\n`b`", "`a`\n`b`"), ("{ while (a); }", "{while(a);}"), ("{ if (a) b(); else; }", "{if(a)b();else;}"),
    ])
  func kept(_ source: String, _ dense: String) { #expect(script(source) == dense) }

  @Test(
    "Strings, templates and regular expressions are sent as they are written",
    arguments: [
      #"" = && { } // /* ""#, #"' => \' || '"#, #""\\""#, #"" \" = ""#, "` { = // ' /* `", "` \\` = `", "` \\${ = } `",
      "` $ = { `", "` = 日本 && `", "/ = \" && { /", "/ [/\"] = ' /gu", "/ \\/ = \\[ ` /",
    ])
  func literals(_ literal: String) {
    #expect(script("a = \(literal);") == "a=\(literal);")
    #expect(script("f(\(literal), b = c)") == "f(\(literal),b=c)")
    #expect(script("if (a = b) \(literal).test( c )") == "if(a=b)\(literal).test(c)")
    #expect(script("return \(literal)") == "return\(literal)")
    #expect(script("a = ` { ${ b = \(literal) } = ${ \(literal) } `") == "a=` { ${b=\(literal)} = ${\(literal)} `")
  }

  @Test(
    "A slash behind a value divides",
    arguments: [
      ("a / b / c = \" = \"", "a/b/c=\" = \""), ("(a) / 2 + b / c ? ' / ' : d", "(a)/2+b/c?' / ':d"),
      ("a[1] / b[2] = c / d", "a[1]/b[2]=c/d"), ("`a` / 2 / b = c", "`a`/2/b=c"),
    ])
  func division(_ source: String, _ dense: String) { #expect(script(source) == dense) }

  @Test(
    "What ends before it is closed is sent to its end",
    arguments: ["\"a", "`a ${ b", "/* a", "a = /b", "`", "a = \"\\"])
  func cut(_ source: String) { #expect(script(source).count <= source.count) }

  @Test(
    "Style sheets keep the blanks that part selectors and values, and all within strings",
    arguments: [
      (
        "/* a */\n.a > .b :is(p, ul)::after {\n  margin: -0.5px calc(1px + 20.5%) ;\n}\n",
        ".a>.b :is(p,ul)::after{margin:-.5px calc(1px + 20.5%)}"
      ),
      (".a { content: \" { ; } : , /* \" attr(b); }", ".a{content:\" { ; } : , /* \" attr(b)}"),
      ("@media (min-width: 4rem) { a { b: c; } d { e: 'f ; }' } }", "@media (min-width:4rem){a{b:c}d{e:'f ; }'}}"),
    ])
  func styles(_ source: String, _ dense: String) { #expect(style(source) == dense) }
}
