using System.CommandLine;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Node;
using IntegrationHub.Notary.Revocation;

namespace IntegrationHub.Host.Commands.Parties;

/// <summary><c>ihub party show</c>: one party; its JSON is what <c>party add --file</c> reads.</summary>
internal sealed class PartyShowVerb : Verb
{
    private readonly Argument<string> _name = new("name") { Description = "Name of the party" };

    public override string Path => "party show";

    public override string Description => "Show one party";

    public override void Define(Command command) => command.Add(_name);

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var store = await OpenStore.OpenAsync(context, cancellationToken);
        var registered = store.Parties.Current.Named(context.Get(_name)!);
        var party = PartyFile.Of(registered);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(party);
            return ExitCode.Ok;
        }

        foreach (var (what, values) in Lines(party, Certificates(context, registered)))
        {
            context.Answer.Line($"{what,-22}{(values.Count == 0 ? "-" : values[0])}");
            foreach (var value in values.Skip(1))
            {
                context.Answer.Line($"{"",-22}{value}");
            }
        }

        return ExitCode.Ok;
    }

    private static IEnumerable<(string What, IReadOnlyList<string> Values)> Lines(PartyFile party, ILookup<string, string> certificates)
    {
        var limits = party.Limits!;
        yield return ("party", [party.Enabled ? party.Name : $"{party.Name} (switched off)"]);
        yield return ("name for people", party.DisplayName.Length == 0 ? [] : [party.DisplayName]);
        yield return ("code", [$"{party.Code} ({party.CodingScheme})"]);
        yield return ("represents", party.Represents!);
        yield return ("roles", party.Roles!.Count == 0 ? [] : [string.Join(", ", party.Roles)]);
        yield return ("market role", [party.MarketRole]);
        yield return ("connection", [party.Connection]);
        yield return ("endpoints", [.. party.Endpoints!.Select(endpoint => $"{endpoint.Name}  {endpoint.Address}")]);
        yield return ("pulled every", party.PullEverySeconds == 0 ? [] : [$"{party.PullEverySeconds} s"]);
        yield return ("TLS certificates", [.. certificates["tls"]]);
        yield return ("signing certificates", party.SigningCertificates!.Count == 0 ? ["the TLS ones"] : [.. certificates["signing"]]);
        yield return ("SHA-1 signatures", [party.AllowSha1 ? "accepted" : "refused"]);
        yield return ("may send", party.AllowedProfiles!.Count == 0 ? ["every loaded profile"] : party.AllowedProfiles);
        yield return ("unknown codes", [party.TolerateUnknownCodes ? "warning" : "rejected"]);
        yield return ("files (BINARY)", [party.TakesBinary ? "taken" : "refused"]);
        yield return ("acknowledgement", [party.AcknowledgementVersion]);
        yield return ("request, document", [$"{Words.Size(limits.MaxRequestBytes!.Value)}, {Words.Size(limits.MaxDocumentBytes!.Value)}, compressed up to 1:{limits.MaxCompressionRatio}"]);
        yield return ("per minute, per list", [$"{OrNone(limits.MaxRequestsPerMinute!.Value)} requests, {limits.MaxListEntries} entries"]);
        yield return ("per day", [limits.MaxBytesPerDay == 0 ? "unlimited" : Words.Size(limits.MaxBytesPerDay!.Value)]);
        yield return ("clock skew", [limits.MaxClockSkewSeconds == 0 ? "not checked" : $"{limits.MaxClockSkewSeconds} s"]);
    }

    /// <summary>Each with its end and subject where it was given or seen; by its use.</summary>
    private static ILookup<string, string> Certificates(CommandContext context, Party party) =>
        new PartnerCertificates(new RevocationFolder(context.OpenData().Revocation), context.Time).Of(party).ToLookup(
            static one => one.Use,
            static one => one.NotAfter is { } end ? $"{one.Thumbprint}  until {Words.Instant(end)}{(one.Level == "ok" ? "" : $" ({one.Level})")}  {one.Subject}" : $"{one.Thumbprint}  not seen yet",
            StringComparer.Ordinal);

    private static string OrNone(int number) => number == 0 ? "unlimited" : $"{number}";
}
