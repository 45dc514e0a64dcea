using IntegrationHub.Exchange;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Data;
using IntegrationHub.Retail.Messages;
using IntegrationHub.Storage.Processes;
using IntegrationHub.Workflows.Engine.Store;

namespace IntegrationHub.Host.Node.Operations;

/// <summary>What was told to whom: notices of processes on people's pages, and what customers and people of the company were told on their pages and by text message, as one list. Thread-safe.</summary>
internal sealed class SentNotices(NoticeShelf notices, MessageBook messages, IProcessStore processes) : ISentNotices
{
    /// <summary>Rows that are read at a time.</summary>
    private const int Batch = 200;

    /// <summary>Rows that are looked through for one page; where fewer fit, the next page goes on behind them.</summary>
    private const int MostLooked = 5000;

    public async Task<SentNoticePage> ReadAsync(NoticeFilter filter, IReadOnlySet<Permission> granted, CancellationToken cancellationToken)
    {
        var (found, cases, looked) = (new List<SentNotice>(), new Dictionary<Guid, bool>(), 0);
        await foreach (var one in NewestAsync(filter, cancellationToken))
        {
            if (one.At < filter.From)
                return new(found, null);

            if (one.Kind.StartsWith(filter.Kind, StringComparison.Ordinal))
                found.Add(await MaySeeAsync(one, granted, cases, cancellationToken) ? one : one with { To = one.Kind.StartsWith(Customer, StringComparison.Ordinal) ? "" : one.To, Text = null });

            if (found.Count == filter.Most || ++looked == MostLooked)
                return new(found, one.Place);
        }

        return new(found, null);
    }

    private const string Customer = "customer.";

    /// <summary>Both lists as one, the newest first; of one moment in the opposite order of the ids.</summary>
    private async IAsyncEnumerable<SentNotice> NewestAsync(NoticeFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var shown = OnPagesAsync(filter, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var kept = KeptAsync(filter, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var (hasShown, hasKept) = (await shown.MoveNextAsync(), await kept.MoveNextAsync());
        while (hasShown || hasKept)
        {
            if (hasShown && (!hasKept || IsBehind(kept.Current, shown.Current)))
            {
                yield return shown.Current;
                hasShown = await shown.MoveNextAsync();
            }
            else
            {
                yield return kept.Current;
                hasKept = await kept.MoveNextAsync();
            }
        }
    }

    private async IAsyncEnumerable<SentNotice> OnPagesAsync(NoticeFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (filter.State is not (null or "shown"))
            yield break;

        for (var behind = filter.Behind; ;)
        {
            var page = await notices.NewestAsync(RetailerId.Default, filter.To, behind, Batch, cancellationToken);
            foreach (var one in page)
                yield return new(one.Id, one.At, one.Kind, WordOf(MessageWay.Page), one.To, one.IsRole, [], WordOf(MessageState.Shown), null, 0, one.Text, one.Instance);

            if (page.Count < Batch)
                yield break;

            behind = (page[^1].At, page[^1].Id);
        }
    }

    private async IAsyncEnumerable<SentNotice> KeptAsync(NoticeFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        MessageState? state = filter.State is { } word ? Enum.Parse<MessageState>(word, ignoreCase: true) : null;
        for (string? behind = null; ;)
        {
            var page = await messages.NewestAsync(state, filter.Behind?.At ?? filter.To, behind, Batch, cancellationToken);
            foreach (var one in page.Select(Of).Where(one => !(one.At >= filter.To) && (filter.Behind is not { } last || IsBehind(one, last))))
                yield return one;

            if (page.Count < Batch)
                yield break;

            behind = page[^1].Key;
        }
    }

    private static SentNotice Of(StoredMessage one) => new(one.Key, one.At, one.Kind, WordOf(one.Way), one.To, IsRole: false, one.Phones, WordOf(one.State), one.NotBefore, one.Tries, one.Text, one.Case);

    private static string WordOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static bool IsBehind(SentNotice one, SentNotice other) => IsBehind(one, (other.At, other.Id));

    private static bool IsBehind(SentNotice one, (DateTimeOffset At, string Id) other) => one.At < other.At || (one.At == other.At && string.CompareOrdinal(one.Id, other.Id) < 0);

    /// <summary>What is said of customers is for who reads customers, of deliveries for who reads contracts, of openings without SMS for administrators, of cases for who sees them in the lists of processes. What is not known here nobody reads.</summary>
    private async ValueTask<bool> MaySeeAsync(SentNotice one, IReadOnlySet<Permission> granted, Dictionary<Guid, bool> cases, CancellationToken cancellationToken) => one.Kind.Split('.')[0] switch
    {
        "customer" => granted.Contains(Permission.ReadCustomers),
        "delivery" => granted.Contains(Permission.ReadContracts),
        // Administrators are told of it themselves.
        "break-glass" => granted.Contains(Permission.ReadBreakGlass) || granted.Contains(Permission.OperateProcesses),
        "task" or "process" => granted.Contains(Permission.ReadProcesses)
            && (granted.Contains(Permission.ReadBids) || granted.Contains(Permission.OperateProcesses) || (one.Case is { } id && !await IsBidAsync(id, cases, cancellationToken))),
        _ => false,
    };

    private async ValueTask<bool> IsBidAsync(Guid id, Dictionary<Guid, bool> cases, CancellationToken cancellationToken)
    {
        if (!cases.TryGetValue(id, out var isBid))
        {
            // Of a case that is not there nobody knows what it was about.
            var found = await processes.FindInstanceAsync(id, cancellationToken);
            cases.Add(id, isBid = found is null || found.Definition.Process.StartsWith("bid-", StringComparison.Ordinal));
        }

        return isBid;
    }
}
