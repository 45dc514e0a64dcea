using System.Text.Json;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Output;

namespace IntegrationHub.Host.Commands.Exchanges;

/// <summary>One exchange as people read it.</summary>
internal static class ExchangePage
{
    public static void Print(Answer answer, ExchangeReport report, ExchangeDetail detail)
    {
        var row = report.Exchange;
        answer.Line($"exchange    {row.Id}");
        answer.Line($"party       {row.Party}, {(row.Direction == Direction.In ? "received" : "sent")}{(detail.Channel is { } channel ? $" by {Words.Of(channel)}" : "")}");
        answer.Line($"document    {row.Profile ?? row.RootElement ?? "not recognised"}{(row.Type is null ? "" : $", type {row.Type}")}");
        answer.Line($"mRID        {(row.MRid is null ? "-" : $"{row.MRid}, revision {row.Revision}")}");
        answer.Line($"state       {row.State}{(row.Schema is null ? "" : $", schema {row.Schema}")}");
        answer.Line($"{(row.Direction == Direction.In ? "received" : "handed in"),-11} {Words.Instant(row.At)}, last change {Words.Instant(row.UpdatedAt)}");
        if (detail.Progress is { } progress)
        {
            answer.Line($"attempts    {progress.Attempts}{(progress.Endpoint is null ? "" : $", last at {progress.Endpoint}")}{(progress.AnswerLost ? ", its answer was lost" : "")}");
            answer.Line($"next step   {Words.Instant(progress.DueAt)}, gate closure {Words.Instant(progress.GateClosure)}");
        }

        if (report.AcknowledgedBy is { } acknowledgement)
        {
            answer.Line($"answered    {Words.Instant(acknowledgement.At)} by {acknowledgement.Profile} {acknowledgement.MRid} (exchange {acknowledgement.Id})");
        }

        if (detail.FirstExchangeId is { } first)
        {
            answer.Line($"repeats     exchange {first}");
        }

        if (row.Reasons.Count > 0)
        {
            answer.Line();
            answer.Line("reasons");
            Words.Reasons(answer, row.Reasons);
        }

        answer.Line();
        answer.Line("archive");
        foreach (var piece in report.Archive)
        {
            answer.Line($"  {piece.What,-9} {(piece.Sha256 is null ? piece.State.ToUpperInvariant() : $"{Words.Size(piece.Size!.Value),9}  sha256 {piece.Sha256}")}");
        }

        answer.Line();
        answer.Line("history");
        foreach (var happened in detail.History)
        {
            answer.Line($"  {Words.Instant(happened.At)}  {happened.Kind}  by {happened.Actor}{Facts(happened)}");
        }
    }

    private static string Facts(ExchangeEvent happened)
    {
        if (Reviews.ReviewRow.Of(happened) is { } review)
        {
            return $"  auditor={review.Auditor}  sign-off={Words.Of(review.SignOff)}  finding={review.Finding.ReplaceLineEndings(" ")}";
        }

        using var json = JsonDocument.Parse(happened.Data);
        var facts = json.RootElement.EnumerateObject().Select(fact => $"{fact.Name}={fact.Value}").ToList();
        return facts.Count == 0 ? "" : "  " + string.Join("  ", facts);
    }
}
