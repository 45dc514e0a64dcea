using System.Text;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Patterns;

/// <summary>Parses the regular expressions of XML Schema part 2, appendix F, which are anchored and have no groups to capture.</summary>
internal ref struct PatternParser
{
    private static readonly Lazy<CodePointSet> NameStart = new(() => CodePointSet.Where(XmlCharacters.IsNameStart));
    private static readonly Lazy<CodePointSet> NameChar = new(() => CodePointSet.Where(XmlCharacters.IsNameChar));

    private readonly int[] _text;
    private int _at;
    private int _nesting;

    private PatternParser(int[] text) => _text = text;

    /// <exception cref="NotSupportedException">The pattern is wrong, or uses what is not covered (Unicode blocks).</exception>
    public static PatternNode Parse(string pattern)
    {
        var parser = new PatternParser([.. pattern.EnumerateRunes().Select(rune => rune.Value)]);
        var node = parser.Choice();
        return parser._at == parser._text.Length ? node : throw Wrong("an unexpected ')'");
    }

    private PatternNode Choice()
    {
        if (++_nesting > 100) throw Wrong("too many parentheses");
        var branches = new List<PatternNode> { Branch() };
        while (Take('|')) branches.Add(Branch());
        _nesting--;
        return branches.Count == 1 ? branches[0] : new PatternNode.Choice(branches);
    }

    private PatternNode Branch()
    {
        var parts = new List<PatternNode>();
        while (_at < _text.Length && _text[_at] is not ('|' or ')')) parts.Add(Piece());
        return parts.Count == 1 ? parts[0] : new PatternNode.Sequence(parts);
    }

    private PatternNode Piece()
    {
        var atom = Atom();
        if (Take('?')) return new PatternNode.Repeat(atom, 0, 1);
        if (Take('*')) return new PatternNode.Repeat(atom, 0, null);
        if (Take('+')) return new PatternNode.Repeat(atom, 1, null);
        if (!Take('{')) return atom;
        int min = Number();
        int? max = min;
        if (Take(',')) max = Peek() == '}' ? null : Number();
        if (!Take('}') || max < min) throw Wrong("a quantity");
        return new PatternNode.Repeat(atom, min, max);
    }

    private PatternNode Atom()
    {
        int c = Next();
        switch (c)
        {
            case '(':
                var inner = Choice();
                return Take(')') ? inner : throw Wrong("a missing ')'");
            case '.':
                return new PatternNode.Chars(CodePointSet.Dot);
            case '[':
                return new PatternNode.Chars(CharacterClass());
            case '\\':
                return new PatternNode.Chars(Escape());
            case '?' or '*' or '+' or '{' or '}' or ']':
                throw Wrong($"'{(char)c}' where a character must stand");
            default:
                return new PatternNode.Chars(CodePointSet.Of((c, c)));
        }
    }

    private CodePointSet CharacterClass()
    {
        bool negated = Take('^');
        var set = CodePointSet.Of();
        bool first = true;
        while (true)
        {
            if (Peek() == ']' && !first)
            {
                _at++;
                return negated ? set.Complement() : set;
            }
            if (Peek() == '-' && _at + 1 < _text.Length && _text[_at + 1] == '[' && !first)
            {
                _at += 2;
                var minus = CharacterClass();
                if (!Take(']')) throw Wrong("a subtraction that is not last");
                return (negated ? set.Complement() : set).Except(minus);
            }
            first = false;
            set = set.Union(Range());
        }
    }

    private CodePointSet Range()
    {
        int c = Next();
        if (c == '[') throw Wrong("'[' inside a class");
        if (c == '\\')
        {
            var escaped = Escape();
            if (escaped.Ranges.Count != 1 || escaped.Ranges[0].From != escaped.Ranges[0].To) return escaped;
            c = escaped.Ranges[0].From;
        }
        if (Peek() != '-' || _at + 1 >= _text.Length || _text[_at + 1] is ']' or '[') return CodePointSet.Of((c, c));
        _at++;
        int to = Next();
        if (to == '\\')
        {
            var escaped = Escape();
            if (escaped.Ranges.Count != 1 || escaped.Ranges[0].From != escaped.Ranges[0].To) throw Wrong("a range that ends in a class");
            to = escaped.Ranges[0].From;
        }
        return to >= c ? CodePointSet.Of((c, to)) : throw Wrong("a range that runs backwards");
    }

    private CodePointSet Escape()
    {
        int c = Next();
        switch (c)
        {
            case 'n': return CodePointSet.Of((10, 10));
            case 'r': return CodePointSet.Of((13, 13));
            case 't': return CodePointSet.Of((9, 9));
            case 's': return CodePointSet.Space;
            case 'S': return CodePointSet.Space.Complement();
            case 'd': return CodePointSet.Category("Nd")!;
            case 'D': return CodePointSet.Category("Nd")!.Complement();
            case 'i': return NameStart.Value;
            case 'I': return NameStart.Value.Complement();
            case 'c': return NameChar.Value;
            case 'C': return NameChar.Value.Complement();
            case 'w': return NotWord().Complement();
            case 'W': return NotWord();
            case 'p': return Property();
            case 'P': return Property().Complement();
            case '\\' or '|' or '.' or '-' or '^' or '?' or '*' or '+' or '{' or '}' or '(' or ')' or '[' or ']':
                return CodePointSet.Of((c, c));
            default: throw Wrong($"the escape '\\{char.ConvertFromUtf32(c)}'");
        }
    }

    // \w is every character but punctuation, separators and "other".
    private static CodePointSet NotWord() =>
        CodePointSet.Category("P")!.Union(CodePointSet.Category("Z")!).Union(CodePointSet.Category("C")!);

    private CodePointSet Property()
    {
        if (!Take('{')) throw Wrong("a category");
        var name = new StringBuilder();
        while (Peek() is not ('}' or -1)) name.Append((char)Next());
        if (!Take('}')) throw Wrong("a category");
        return CodePointSet.Category(name.ToString()) ?? throw new NotSupportedException($"the character property {name}");
    }

    private int Number()
    {
        int value = 0, start = _at;
        while (Peek() is >= '0' and <= '9')
        {
            value = (value * 10) + (Next() - '0');
            if (value > 100_000) throw new NotSupportedException("a quantity above 100000");
        }
        return _at > start ? value : throw Wrong("a quantity");
    }

    private readonly int Peek() => _at < _text.Length ? _text[_at] : -1;

    private int Next() => _at < _text.Length ? _text[_at++] : throw Wrong("an early end");

    private bool Take(char c)
    {
        if (Peek() != c) return false;
        _at++;
        return true;
    }

    private static NotSupportedException Wrong(string what) => new($"the pattern has {what}");
}
