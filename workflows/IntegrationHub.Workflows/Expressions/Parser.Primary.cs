using System.Collections.Immutable;
using System.Globalization;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Expressions;

/// <content>Literals, names, lists, contexts, calls, paths and filters.</content>
internal sealed partial class Parser
{
    private Node Postfix() => Continue(Primary());

    private Node Continue(Node node)
    {
        while (Fault is null)
        {
            if (TryTake("."))
            {
                if (Current.Kind is not (TokenKind.Name or TokenKind.Keyword))
                {
                    return Unexpected("the name of an entry");
                }

                var name = Take();
                node = new PathNode(name.At, node, name.Text);
            }
            else if (Is(TokenKind.Symbol, "["))
            {
                var at = Take().At;
                node = new FilterNode(at, node, Whole());
                Expect(TokenKind.Symbol, "]");
            }
            else
            {
                break;
            }
        }

        return node;
    }

    private Node Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                _next++;
                return decimal.TryParse(token.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                    ? new LiteralNode(token.At, Value.Of(number))
                    : Fail(token.At, ExpressionFault.OutOfRange, $"{token.Text} is beyond a decimal number.", "Numbers have at most 28 digits.");
            case TokenKind.Text:
                _next++;
                return new LiteralNode(token.At, Value.Of(token.Text));
            case TokenKind.Temporal:
                _next++;
                return Temporal(token.Text) is { } value
                    ? new LiteralNode(token.At, value)
                    : Fail(token.At, ExpressionFault.Syntax, $"@\"{token.Text}\" is no date, time, date and time, or duration.", "Write it in ISO 8601; a date and time names its offset or Z.");
            case TokenKind.Keyword when token.Text is "true" or "false" or "null":
                _next++;
                return new LiteralNode(token.At, token.Text switch { "true" => Value.True, "false" => Value.False, _ => Value.Null });
            case TokenKind.Name:
                return NameOrCall();
            case TokenKind.Symbol when token.Text == "(":
                _next++;
                var inner = Whole();
                Expect(TokenKind.Symbol, ")");
                return inner;
            case TokenKind.Symbol when token.Text == "[":
                _next++;
                var bracket = Bracket(token.At);
                return bracket.List ?? Fail(token.At, ExpressionFault.Syntax, "A range stands only right of `in`.", "Write `x in [a..b]`.");
            case TokenKind.Symbol when token.Text == "{":
                return Context();
            default:
                return Unexpected("a value, a name or an opening bracket");
        }
    }

    /// <summary>Names of functions may have spaces: <c>string length(x)</c>. They are known, so the longest that fits is meant.</summary>
    private Node NameOrCall()
    {
        var start = Current;
        var words = 0;
        while (_tokens[_next + words].Kind is TokenKind.Name or TokenKind.Keyword && words < Functions.MostWords && _next + words + 1 < _tokens.Count)
        {
            words++;
            if (_tokens[_next + words] is not { Kind: TokenKind.Symbol, Text: "(" })
            {
                continue;
            }

            var name = string.Join(' ', _tokens.Skip(_next).Take(words).Select(token => token.Text));
            if (words > 1 && !Functions.IsKnown(name))
            {
                break;
            }

            _next += words + 1;
            return Call(start.At, name);
        }

        _next++;
        return new NameNode(start.At, start.Text);
    }

    private Node Call(int at, string name)
    {
        var arguments = ImmutableArray.CreateBuilder<Node>();
        if (!TryTake(")"))
        {
            do
            {
                arguments.Add(Whole());
            }
            while (Fault is null && TryTake(","));
            Expect(TokenKind.Symbol, ")");
        }

        if (Fault is not null)
        {
            return Nothing;
        }

        return Functions.Check(name, arguments.Count) is { } wrong
            ? Fail(at, wrong.Code, wrong.Text, wrong.Remedy)
            : new CallNode(at, name, arguments.ToImmutable());
    }

    /// <summary>What follows an opening square bracket: a range or a list.</summary>
    private (RangeTest? Range, Node? List) Bracket(int at)
    {
        var items = ImmutableArray.CreateBuilder<Node>();
        if (!TryTake("]"))
        {
            do
            {
                items.Add(Whole());
                if (items.Count == 1 && TryTake(".."))
                {
                    return (RangeFrom(at, items[0], included: true), null);
                }
            }
            while (Fault is null && TryTake(","));
            Expect(TokenKind.Symbol, "]");
        }

        return (null, new ListNode(at, items.ToImmutable()));
    }

    private Node Context()
    {
        var at = Take().At;
        var entries = ImmutableArray.CreateBuilder<(string, Node)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (!TryTake("}"))
        {
            do
            {
                if (Current.Kind is not (TokenKind.Name or TokenKind.Keyword or TokenKind.Text))
                {
                    return Unexpected("the name of an entry");
                }

                var name = Take();
                if (!names.Add(name.Text))
                {
                    return Fail(name.At, ExpressionFault.Syntax, $"The entry {name.Text} stands twice.", "Name each entry once.");
                }

                Expect(TokenKind.Symbol, ":");
                entries.Add((name.Text, Whole()));
            }
            while (Fault is null && TryTake(","));
            Expect(TokenKind.Symbol, "}");
        }

        return new ContextNode(at, entries.ToImmutable());
    }

    internal static Value? Temporal(string text) => Iso.Date(text) ?? (Value?)Iso.Instant(text) ?? (Value?)Iso.Time(text) ?? Iso.Duration(text);

    private bool Is(TokenKind kind, string text) => Current.Kind == kind && Current.Text == text;

    private Token Take()
    {
        var token = Current;
        _next++;
        return token;
    }

    private bool TryTake(string symbol)
    {
        if (!Is(TokenKind.Symbol, symbol))
        {
            return false;
        }

        _next++;
        return true;
    }

    private void Expect(TokenKind kind, string text)
    {
        if (Is(kind, text))
        {
            _next++;
        }
        else
        {
            Unexpected($"`{text}`");
        }
    }

    private Node Unexpected(string expected)
    {
        var token = Current;
        var found = token.Kind switch
        {
            TokenKind.Illegal => token.Text,
            TokenKind.End => $"The expression ends where {expected} should stand.",
            _ => $"Found `{token.Text}` where {expected} should stand.",
        };
        return Fail(token.At, ExpressionFault.Syntax, found, "docs/processes.md describes the language.");
    }

    private Node Fail(int at, string code, string text, string remedy)
    {
        Fault ??= ExpressionFault.At(_source, at, code, text, remedy);
        return Nothing;
    }
}
