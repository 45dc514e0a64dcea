namespace IntegrationHub.Storage.SqlServer.Execution;

/// <summary>One text that the provider sends. Every one is a static member of its class, so that tests find, parse and judge all of them.</summary>
/// <param name="Name">Of the act, as <c>sending.claim</c>; stands in a comment before the text, where an administrator finds it in the query store.</param>
/// <param name="Body">T-SQL with named parameters.</param>
internal sealed record Statement(string Name, string Body)
{
    /// <summary>
    /// What goes to the server. The scope goes first: it says for whom the statement works, the row policies read it, and the reset of a pooled
    /// connection forgets it.
    /// </summary>
    public string Text { get; } = $"/* {Name} */\nset nocount on;\n{SqlScope.SetSql}{Body}";

    public override string ToString() => Name;
}
