namespace IntegrationHub.Retail.Processes.Comments;

/// <summary>What somebody said about a case.</summary>
/// <param name="Case">Id of the instance.</param>
/// <param name="Number">Counts the comments of the case, from 1.</param>
/// <param name="Step">Id of the task it was said at; empty for the case as a whole.</param>
/// <param name="By">Who said it.</param>
/// <param name="At">When.</param>
/// <param name="Text">1 to <see cref="CommentRules.Longest"/> characters, lines ended by <c>\n</c>.</param>
public sealed record CaseComment(Guid Case, int Number, string Step, string By, DateTimeOffset At, string Text);

/// <summary>A comment as it is sealed.</summary>
/// <param name="Said">The comment.</param>
/// <param name="Salt">Random, so that nobody finds a short text by the digest that stands in the ledger.</param>
internal sealed record KeptComment(CaseComment Said, string Salt);
