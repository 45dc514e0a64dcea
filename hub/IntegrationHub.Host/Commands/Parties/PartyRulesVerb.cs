using System.CommandLine;
using IntegrationHub.Evidence.Signatures.Rules;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Commands.Proof;
using IntegrationHub.Host.Configuration.Binding;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Output;

namespace IntegrationHub.Host.Commands.Parties;

/// <summary><c>ihub party rules</c>: what a party's signatures may be made of, now or at another time, and which rules come before and after.</summary>
internal sealed class PartyRulesVerb : Verb
{
    private readonly Argument<string> _name = new("name") { Description = "Name of the party" };
    private readonly Option<string?> _at = new("--at") { Description = "The instant in question (default: now)", HelpName = "TIME" };

    public override string Path => "party rules";

    public override string Description => "Show the signature rules of a party, and which one counts";

    public override void Define(Command command)
    {
        command.Add(_name);
        command.Add(_at);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        var at = context.Get(_at) is { } text ? Trust.Instant("--at", text) : context.Time.GetUtcNow();
        await using var store = await OpenStore.OpenAsync(folder, options, context.Time, cancellationToken);
        var party = store.Parties.Current.Named(context.Get(_name)!);
        var book = SignatureRuleFiles.Load(folder, options, context.Time).For(party.Name);
        var rule = book.At(at);
        Print(context.Answer, party.Name, party.AllowSha1, book, rule, at);
        return rule is null ? ExitCode.NotOk : ExitCode.Ok;
    }

    private static void Print(Answer answer, string party, bool registeredWithSha1, SignatureRuleBook book, SignatureRule? rule, DateTimeOffset at)
    {
        if (answer.IsJson)
        {
            answer.Json(new { party, at, inForce = rule?.Name, gap = rule is null ? book.Gap(at) : null, rules = book.Rules.Select(entry => Form(entry, registeredWithSha1)) });
        }

        answer.Line(rule is null ? book.Gap(at) : $"{party}: the rule {rule.Name} counts at {Words.Instant(at)}.");
        var table = new TextTable("rule", "counts", "algorithms", "digests", "second transform", "RSA from", "curves", "SHA-1");
        foreach (var entry in book.Rules)
        {
            var form = Form(entry, registeredWithSha1);
            table.Row(
                form.Name, entry.Span, string.Join(' ', form.Algorithms), string.Join(' ', form.Digests), form.Transforms.Count == 0 ? "none" : string.Join(' ', form.Transforms),
                $"{form.MinimumRsaBits}", string.Join(' ', form.Curves), form.Sha1 ? "passes" : "refused");
        }

        answer.Table(table);
    }

    private static RuleForm Form(SignatureRule rule, bool registeredWithSha1) => new(
        rule.Name,
        rule.ValidFrom,
        rule.ValidTo,
        Sorted(rule.Algorithms),
        Sorted(rule.Digests),
        Sorted(rule.Canonicalizations),
        Sorted(rule.Transforms),
        rule.MinimumRsaBits,
        Sorted(rule.Curves),
        rule.Sha1 == Sha1Allowance.Allowed || (rule.Sha1 == Sha1Allowance.AsRegistered && registeredWithSha1),
        rule.RequireKeyUsage,
        rule.ExtendedKeyUsages);

    private static IReadOnlyList<string> Sorted<T>(IEnumerable<T> values)
        where T : struct, Enum => [.. values.Order().Select(value => ValueText.Camel(value.ToString()))];

    private sealed record RuleForm(
        string Name,
        DateTimeOffset? ValidFrom,
        DateTimeOffset? ValidTo,
        IReadOnlyList<string> Algorithms,
        IReadOnlyList<string> Digests,
        IReadOnlyList<string> Canonicalizations,
        IReadOnlyList<string> Transforms,
        int MinimumRsaBits,
        IReadOnlyList<string> Curves,
        bool Sha1,
        bool RequireKeyUsage,
        IReadOnlyList<string> ExtendedKeyUsages);
}
