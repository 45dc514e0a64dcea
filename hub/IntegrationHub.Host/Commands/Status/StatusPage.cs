using IntegrationHub.Host.Output;

namespace IntegrationHub.Host.Commands.Status;

/// <summary>The state of a hub as people read it: what needs them first.</summary>
internal static class StatusPage
{
    public static void Print(Answer answer, StatusReport report)
    {
        if (report.Ok)
        {
            answer.Line("Nothing needs attention.");
        }

        foreach (var attention in report.Attention)
        {
            answer.Line($"! {attention.Text} [{attention.Code}]");
            answer.Line($"    {attention.Remedy}");
        }

        answer.Line();
        answer.Line($"folder       {report.Folder} ({Words.Of(report.Kind)})");
        answer.Line($"hub          {Hub(report.Hub)}");
        if (report.Store is { } store)
        {
            var durable = string.Join(", ", store.Settings.Where(setting => setting.Key is "fsync" or "synchronous_commit").Select(setting => $"{setting.Key} {setting.Value}"));
            answer.Line($"store        {(store.Embedded ? "embedded " : "")}PostgreSQL {store.Settings.GetValueOrDefault("server_version")}, {durable}");
            answer.Line($"encryption   {store.Encryption}");
        }

        if (report.Schemas is { } schemas)
        {
            answer.Line($"schemas      {Words.Count(schemas.Profiles, "profile")}");
        }

        if (report.Exchanges is { } exchanges)
        {
            var counts = exchanges.ByState.Count == 0 ? "none" : string.Join(", ", exchanges.ByState.Select(state => $"{state.Value} {state.Key}"));
            answer.Line($"exchanges    {counts}");
            answer.Line($"outgoing     {exchanges.OpenOutgoing} open, {exchanges.Quarantined} quarantined, oldest step due {Words.Instant(exchanges.OldestDue)}");
        }

        if (report.Timestamps is { } timestamps)
        {
            answer.Line($"timestamps   {Timestamps(timestamps)}");
        }

        foreach (var certificate in report.Certificates)
        {
            answer.Line($"certificate  {certificate.Use}: {certificate.Subject} until {Words.Instant(certificate.NotAfter)}{(certificate.Level == "ok" ? "" : $" ({certificate.Level})")}");
        }

        foreach (var source in report.Revocation)
        {
            answer.Line($"revocation   {source.Kind} of {source.Issuer}: {RevocationStatus.Describe(source)}");
        }

        Partners(answer, report.Partners);
        Alarms(answer, report.Alarms);
    }

    private static string Timestamps(TimestampState state) => state.Authorities.Count == 0
        ? "no authority configured"
        : $"last {Words.Instant(state.Last)}{(state.LastAuthority is null ? "" : $" by {state.LastAuthority}")}, {state.Waiting} waiting" +
            (state.OldestWaiting is { } oldest ? $" since {Words.Instant(oldest)}" : "");

    private static string Hub(HubState hub) => hub switch
    {
        { Running: false } => "not running",
        { Ready: true } => $"running and ready ({hub.Health})",
        { Ready: false } => $"running, not ready ({hub.Health})",
        _ => $"running, no answer at {hub.Health}",
    };

    private static void Partners(Answer answer, IReadOnlyList<PartnerState> partners)
    {
        if (partners.Count == 0)
        {
            return;
        }

        var table = new TextTable("partner", "by", "send", "open", "quarantined", "oldest waiting", "last through", "receive", "last received");
        foreach (var partner in partners)
        {
            table.Row(
                partner.Name,
                partner.Enabled ? partner.Connection : "switched off",
                partner.Send.State,
                $"{partner.Send.Open}",
                $"{partner.Send.Quarantined}",
                Words.Instant(partner.Send.OldestWaiting),
                Words.Instant(partner.Send.LastThrough),
                partner.Receive.FailedPolls == 0 ? partner.Receive.State : $"{partner.Receive.State} ({partner.Receive.FailedPolls})",
                Words.Instant(partner.Receive.LastReceived));
        }

        answer.Line();
        answer.Table(table);
    }

    private static void Alarms(Answer answer, IReadOnlyList<AlarmState> alarms)
    {
        if (alarms.Count == 0)
        {
            return;
        }

        answer.Line();
        answer.Line("recent alarms");
        foreach (var alarm in alarms)
        {
            answer.Line($"  {Words.Instant(alarm.At)}  {alarm.Kind}  {alarm.Party ?? "-"}  {alarm.Text}{(alarm.Exchange is { } id ? $"  (exchange {id})" : "")}");
        }
    }
}
