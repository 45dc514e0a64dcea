using System.Collections.Immutable;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Expressions;

/// <summary>Recursive descent over the words of an expression. The first fault ends it; what is returned then means nothing.</summary>
internal sealed partial class Parser
{
    private static readonly Node Nothing = new LiteralNode(0, Value.Null);

    private readonly string _source;
    private readonly ExpressionLimits _limits;
    private readonly List<Token> _tokens;
    private int _next;
    private int _depth;

    public Parser(string source, ExpressionLimits limits)
    {
        _source = source;
        _limits = limits;
        _tokens = source.Length <= limits.SourceLength ? Lexer.Cut(source) : [new Token(TokenKind.End, "", 0)];
    }

    public ExpressionFault? Fault { get; private set; }

    private Token Current => _tokens[Math.Min(_next, _tokens.Count - 1)];

    public Node Parse()
    {
        if (_source.Length > _limits.SourceLength)
        {
            return Fail(0, ExpressionFault.TooLarge, $"The expression has {_source.Length} characters; the limit is {_limits.SourceLength}.", "Split it over several variables.");
        }

        var root = Whole();
        return Current.Kind == TokenKind.End ? root : Unexpected("the end of the expression");
    }

    private Node Whole()
    {
        if (Fault is not null || ++_depth > _limits.Depth)
        {
            return Fail(Current.At, ExpressionFault.TooLarge, $"The expression is nested deeper than {_limits.Depth}.", "Split it over several variables.");
        }

        var node = Current switch
        {
            { Kind: TokenKind.Keyword, Text: "if" } => If(),
            { Kind: TokenKind.Keyword, Text: "for" or "some" or "every" } => Loop(),
            _ => Or(),
        };
        _depth--;
        return node;
    }

    private Node If()
    {
        var at = Take().At;
        var condition = Whole();
        Expect(TokenKind.Keyword, "then");
        var then = Whole();
        Expect(TokenKind.Keyword, "else");
        return new IfNode(at, condition, then, Whole());
    }

    private Node Loop()
    {
        var word = Take();
        var kind = word.Text switch { "for" => LoopKind.For, "some" => LoopKind.Some, _ => LoopKind.Every };
        var loops = new List<(int At, string Name, Node Over)>();
        do
        {
            var name = Current;
            if (name.Kind != TokenKind.Name)
            {
                return Unexpected("the name of a variable");
            }

            _next++;
            Expect(TokenKind.Keyword, "in");
            loops.Add((name.At, name.Text, Or()));
        }
        while (Fault is null && TryTake(","));
        Expect(TokenKind.Keyword, kind == LoopKind.For ? "return" : "satisfies");
        var body = Whole();
        for (var i = loops.Count - 1; i >= 0; i--)
        {
            body = new LoopNode(loops[i].At, kind, loops[i].Name, loops[i].Over, body);
        }

        // Several variables of `for` make one flat list, not a list of lists.
        return kind == LoopKind.For && loops.Count > 1 ? Enumerable.Range(1, loops.Count - 1).Aggregate(body, (list, _) => new CallNode(word.At, "concatenate lists", [list])) : body;
    }

    private Node Or()
    {
        var left = And();
        while (Is(TokenKind.Keyword, "or"))
        {
            left = new OrNode(Take().At, left, And());
        }

        return left;
    }

    private Node And()
    {
        var left = Compared();
        while (Is(TokenKind.Keyword, "and"))
        {
            left = new AndNode(Take().At, left, Compared());
        }

        return left;
    }

    private Node Compared()
    {
        var left = Sum();
        if (ComparisonOf(Current) is { } comparison)
        {
            var node = new ComparisonNode(Take().At, comparison, left, Sum());
            return ComparisonOf(Current) is null ? node : Unexpected("`and`, `or` or the end: comparisons do not chain");
        }

        if (Is(TokenKind.Keyword, "between"))
        {
            var at = Take().At;
            var from = Sum();
            Expect(TokenKind.Keyword, "and");
            return new BetweenNode(at, left, from, Sum());
        }

        if (Is(TokenKind.Keyword, "in"))
        {
            var at = Take().At;
            return new InNode(at, left, Tests());
        }

        return left;
    }

    private Node Sum()
    {
        var left = Product();
        while (Is(TokenKind.Symbol, "+") || Is(TokenKind.Symbol, "-"))
        {
            var sign = Take();
            left = new ArithmeticNode(sign.At, sign.Text[0], left, Product());
        }

        return left;
    }

    private Node Product()
    {
        var left = Signed();
        while (Is(TokenKind.Symbol, "*") || Is(TokenKind.Symbol, "/"))
        {
            var sign = Take();
            left = new ArithmeticNode(sign.At, sign.Text[0], left, Signed());
        }

        return left;
    }

    private Node Signed()
    {
        if (!Is(TokenKind.Symbol, "-"))
        {
            return Postfix();
        }

        var at = Take().At;
        return ++_depth > _limits.Depth
            ? Fail(at, ExpressionFault.TooLarge, $"The expression is nested deeper than {_limits.Depth}.", "Split it over several variables.")
            : Left(new NegationNode(at, Signed()));
    }

    private Node Left(Node node)
    {
        _depth--;
        return node;
    }

    private ImmutableArray<Test> Tests()
    {
        if (!Is(TokenKind.Symbol, "("))
        {
            return [OneTest()];
        }

        var start = Take().At;
        var first = OneTest();
        if (first is ValueTest low && TryTake(".."))
        {
            return [RangeFrom(start, low.Of, included: false)];
        }

        var tests = ImmutableArray.CreateBuilder<Test>();
        tests.Add(first);
        while (Fault is null && TryTake(","))
        {
            tests.Add(OneTest());
        }

        Expect(TokenKind.Symbol, ")");
        return tests.ToImmutable();
    }

    private Test OneTest()
    {
        var at = Current.At;
        if (ComparisonOf(Current) is { } comparison)
        {
            _next++;
            return new ComparisonTest(at, comparison, Sum());
        }

        if (Is(TokenKind.Symbol, "["))
        {
            var bracket = Bracket(Take().At);
            return bracket.Range ?? (Test)new ValueTest(at, Continue(bracket.List ?? Nothing));
        }

        if (Is(TokenKind.Symbol, "]"))
        {
            _next++;
            var low = Sum();
            Expect(TokenKind.Symbol, "..");
            return RangeFrom(at, low, included: false);
        }

        if (Is(TokenKind.Symbol, "("))
        {
            _next++;
            var inner = Whole();
            if (TryTake(".."))
            {
                return RangeFrom(at, inner, included: false);
            }

            Expect(TokenKind.Symbol, ")");
            return new ValueTest(at, Continue(inner));
        }

        return new ValueTest(at, Sum());
    }

    private RangeTest RangeFrom(int at, Node low, bool included)
    {
        var high = Sum();
        if (!Is(TokenKind.Symbol, "]") && !Is(TokenKind.Symbol, ")") && !Is(TokenKind.Symbol, "["))
        {
            Unexpected("`]`, `)` or `[` to close the range");
        }

        return new RangeTest(at, low, included, high, Take().Text == "]");
    }

    private static Comparison? ComparisonOf(Token token) => token.Kind != TokenKind.Symbol ? null : token.Text switch
    {
        "=" => Comparison.Equal,
        "!=" => Comparison.NotEqual,
        "<" => Comparison.Less,
        "<=" => Comparison.LessOrEqual,
        ">" => Comparison.Greater,
        ">=" => Comparison.GreaterOrEqual,
        _ => null,
    };
}
