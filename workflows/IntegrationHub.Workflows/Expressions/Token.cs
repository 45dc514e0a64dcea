namespace IntegrationHub.Workflows.Expressions;

internal enum TokenKind
{
    End,
    Name,
    Keyword,
    Number,
    Text,
    /// <summary><c>@"…"</c>, a date, time or duration.</summary>
    Temporal,
    Symbol,
    Illegal,
}

/// <summary>A word of an expression. <paramref name="Text"/> is its content: without quotes, escapes resolved; for an illegal one, why.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int At);
