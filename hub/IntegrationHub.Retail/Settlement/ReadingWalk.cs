using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Market;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Settlement;

/// <summary>The blocks of one account in a month.</summary>
internal sealed record AccountBlocks(string Key, IReadOnlyList<SealedReadings> Blocks)
{
    public SealedReadings? Of(ReadingChannel channel) => Blocks.FirstOrDefault(block => block.Channel == channel);
}

/// <summary>An account with its readings, as it is served for one of its customers of the month.</summary>
internal sealed record UnitBlocks(string Unit, AccountBlocks Account);

/// <summary>Walks over a month's readings page after page; the next page is read while one is worked on, so that two pages are in memory and no more.</summary>
internal sealed class ReadingWalk(ReadingStore readings, BillingMonth month)
{
    private const int PageBlocks = 1000;

    /// <summary>The first walk: sums, gaps and the digest.</summary>
    public async Task<MonthTotals> TotalsAsync(SettlementInputs inputs, CancellationToken cancellationToken)
    {
        var totals = new MonthTotals(inputs.Grid.Days.Count);
        var (digests, versions) = (new OrderedDigest(), new OrderedDigest());
        var units = UnitsIn(inputs);
        await foreach (var page in PagesAsync(cancellationToken).ConfigureAwait(false))
        {
            var known = UnitsOf(page, units);
            foreach (var one in AllCores.Map(known, unit => Look(unit.Unit, inputs.Accounts[unit.Unit], unit.Account, inputs.Grid), cancellationToken))
                Add(totals, one, inputs.Accounts[one.Key].Parts, digests);

            foreach (var account in known.Select(static unit => unit.Account).Distinct())
                AddVersions(versions, account);
        }

        foreach (var account in inputs.Accounts.Values.Where(account => !totals.Energies.ContainsKey(account.Served.Key)).OrderBy(static account => account.Served.Name, StringComparer.Ordinal))
            totals.Problems.Add(new(ProblemCodes.ReadingMissing, $"{account.Served.Name} has no readings of {month}.", account.Served.Name, "Import them, or have them substituted."));

        (totals.Digest, totals.Versions) = (digests.Finish(), versions.Finish());
        return totals;
    }

    /// <summary>What is billed of each account.</summary>
    public static ILookup<string, string> UnitsIn(SettlementInputs inputs) => inputs.Accounts.Keys.Order(StringComparer.Ordinal).ToLookup(static unit => ServedAccount.Split(unit).Account, StringComparer.Ordinal);

    /// <summary>What is billed of a page's accounts.</summary>
    public static List<UnitBlocks> UnitsOf(IEnumerable<AccountBlocks> page, ILookup<string, string> units) => [.. page.SelectMany(account => units[account.Key].Select(unit => new UnitBlocks(unit, account)))];

    /// <summary>All accounts that have readings, each once, page after page in the order in which they lie in the store.</summary>
    public async IAsyncEnumerable<IReadOnlyList<AccountBlocks>> PagesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = readings.PageAsync(month, null, PageBlocks, cancellationToken);
        while (true)
        {
            var page = await next.ConfigureAwait(false);
            // Begun before the page is worked on; a walk that is given up lets it end by itself.
            next = page.Next is { } after ? readings.PageAsync(month, after, PageBlocks, cancellationToken) : Task.FromResult(page);
            if (page.Blocks.Count > 0)
                yield return Accounts(page.Blocks).FindAll(account => seen.Add(account.Key));

            if (page.Next is null)
                yield break;
        }
    }

    /// <summary>Adds which blocks an account has. A version never changes, so its number stands for what it holds.</summary>
    public static void AddVersions(OrderedDigest digest, AccountBlocks account)
    {
        var blocks = new byte[account.Blocks.Count * 8];
        for (var i = 0; i < account.Blocks.Count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(blocks.AsSpan(i * 8), (int)account.Blocks[i].Channel);
            BinaryPrimitives.WriteInt32BigEndian(blocks.AsSpan(i * 8 + 4), account.Blocks[i].Version);
        }

        digest.Add(account.Key, [.. Encoding.UTF8.GetBytes(account.Key), .. blocks]);
    }

    private static List<AccountBlocks> Accounts(IReadOnlyList<SealedReadings> blocks)
    {
        var accounts = new List<AccountBlocks>(blocks.Count);
        for (var i = 0; i < blocks.Count;)
        {
            var end = i + 1;
            while (end < blocks.Count && blocks[end].AccountKey == blocks[i].AccountKey)
                end++;

            accounts.Add(new(blocks[i].AccountKey, [.. blocks.Skip(i).Take(end - i)]));
            i = end;
        }

        return accounts;
    }

    private AccountTotals Look(string unit, SettledAccount account, AccountBlocks blocks, MonthGrid grid)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(blocks.Key));
        var (imports, exports) = (new long[grid.Days.Count], new long[grid.Days.Count]);
        var hasImport = false;
        Problem? problem = null;
        Span<byte> head = stackalloc byte[8];
        foreach (var block in blocks.Blocks)
        {
            var packed = readings.OpenPacked(block);
            BinaryPrimitives.WriteInt32BigEndian(head, (int)block.Channel);
            BinaryPrimitives.WriteInt32BigEndian(head[4..], block.Version);
            hash.AppendData(head);
            hash.AppendData(SHA256.HashData(packed));
            if (block.Channel == ReadingChannel.Community)
                continue;

            var read = ReadingBlockFormat.Unpack(packed);
            if (read.Value is not { } opened || opened.WattHours.Length != grid.Count)
            {
                problem ??= read.Problems is [var damaged, ..] ? damaged : new(ProblemCodes.ReadingOutside, $"{account.Served.Name} has readings of another month's length.", account.Served.Name, "Import them again.");
                continue;
            }

            hasImport |= block.Channel == ReadingChannel.Import;
            var parts = account.AllParts;
            foreach (var part in parts)
                Sum(opened, part, grid, block.Channel == ReadingChannel.Import ? imports : exports);

            if (block.Channel == ReadingChannel.Import && parts.Sum(part => MissingIn(opened, part, grid)) is > 0 and var missing)
                problem ??= new(ProblemCodes.ReadingMissing, $"{missing} intervals of {account.Served.Name} have no value.", account.Served.Name, "Import the missing readings, or have them substituted.");
        }

        if (!hasImport)
            problem ??= new(ProblemCodes.ReadingMissing, $"{account.Served.Name} has no readings of {grid.Month}.", account.Served.Name, "Import them, or have them substituted.");

        return new(unit, imports, exports, hash.GetHashAndReset(), problem);
    }

    private static void Sum(ReadingBlock block, SettledPart part, MonthGrid grid, long[] days)
    {
        for (var day = part.From.Day - 1; day < part.To.Day; day++)
        {
            long sum = 0;
            foreach (var wattHours in block.WattHours[grid.StartOf(day)..grid.StartOf(day + 1)])
                sum += wattHours;

            days[day] += sum;
        }
    }

    private static int MissingIn(ReadingBlock block, SettledPart part, MonthGrid grid) =>
        block.Qualities[grid.StartOf(part.From.Day - 1)..grid.StartOf(part.To.Day)].Count(ReadingQuality.Missing);

    private static void Add(MonthTotals totals, AccountTotals one, IReadOnlyList<SettledPart> parts, OrderedDigest digests)
    {
        totals.Energies[one.Key] = new(one.Imports.Sum());
        if (parts.Count > 0)
            totals.Parts[one.Key] = [.. parts.Select(part => new Energy(one.Imports.AsSpan()[(part.From.Day - 1)..part.To.Day].ToArray().Sum()))];

        for (var day = 0; day < one.Imports.Length; day++)
        {
            totals.Imports[day] += one.Imports[day];
            totals.Exports[day] += one.Exports[day];
        }

        digests.Add(one.Key, one.Digest);
        if (one.Problem is { } problem)
            totals.Problems.Add(problem);
    }

    private sealed record AccountTotals(string Key, long[] Imports, long[] Exports, byte[] Digest, Problem? Problem);
}
