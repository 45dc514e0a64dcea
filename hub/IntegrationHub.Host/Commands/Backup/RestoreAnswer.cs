using IntegrationHub.Backup.Content;
using IntegrationHub.Evidence.Ledger.Verification;
using IntegrationHub.Host.Output;

namespace IntegrationHub.Host.Commands.Backup;

/// <summary>What a restore found and did, for people and programs.</summary>
internal sealed record RestoreAnswer(string File, BackupManifest Manifest, LedgerReport Report, RolledBack? Lost)
{
    /// <summary>False when no checkpoint outside could say whether anything was lost.</summary>
    public required bool OutsideWasKnown { get; init; }

    public void PrintCheck(Answer answer)
    {
        if (answer.IsJson)
        {
            answer.Json(Summary(restored: false, null, null));
        }

        PrintContent(answer, "verified");
        answer.Line("Nothing was replaced.");
    }

    public void PrintRestored(Answer answer, RestorePlace place, string? kept, StagedFiles staged)
    {
        if (answer.IsJson)
        {
            answer.Json(Summary(restored: true, kept, staged.Kept));
        }

        PrintContent(answer, "restored");
        if (staged.Placed > 0)
        {
            answer.Line($"{Words.Count(staged.Placed, "file")} put into {place.Path}; keys are not among them.");
        }

        foreach (var file in staged.Kept)
        {
            answer.Line($"{file} stays as it is; the backup has another.");
        }

        if (kept is not null)
        {
            answer.Line($"The replaced store is kept in {kept}; remove it when the hub runs as it should.");
        }

        answer.Line($"Start the hub: ihub up --data {place.Path}");
    }

    private void PrintContent(Answer answer, string done)
    {
        answer.Line($"{File}, saved {Words.Instant(Manifest.Opening.CreatedAt)} by hub {Manifest.Opening.Product}: {Words.Count(Manifest.Rows, "row")} of {Words.Count(Manifest.Tables.Count, "table")} {done}, every table has the digest that was saved.");
        foreach (var statement in Report.Statements())
        {
            answer.Line("  " + statement);
        }

        if (Lost is not null)
        {
            answer.Warn($"ROLLBACK: {Lost}. The ledger itself says so from here on (store.restored).");
        }
        else if (!OutsideWasKnown)
        {
            answer.Warn("No checkpoint kept outside was found: whether anything came after this backup cannot be told. Name some with --against.");
        }
    }

    private object Summary(bool restored, string? kept, IReadOnlyList<string>? keptFiles) => new
    {
        file = File,
        restored,
        savedAt = Manifest.Opening.CreatedAt,
        rows = Manifest.Rows,
        tables = Manifest.Tables.Count,
        ledger = new { Report.Size, root = Report.Root.ToBase64(), Report.Unsequenced, findings = Report.Findings.Select(finding => new { finding.Fault, finding.From, finding.To, finding.Text }) },
        rollback = Lost is null ? null : new { from = Lost.Size, to = Lost.Known - 1, lost = Lost.Lost, signedUntil = Lost.Until },
        outsideWasKnown = OutsideWasKnown,
        replaced = kept,
        keptFiles,
    };
}
