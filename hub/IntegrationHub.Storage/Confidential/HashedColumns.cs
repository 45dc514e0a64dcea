using System.Text;
using IntegrationHub.Confidential.Hashing;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Model;
using IntegrationHub.Storage.Search;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Confidential;

/// <summary>Every column with hashes or names under a key that is replaced. Names of archived contents are not: nobody works them out again.</summary>
internal static class HashedColumns
{
    public static HashedColumn SearchKeys { get; } = new SearchKeyColumn();

    public static HashedColumn BusinessKeys { get; } = new BusinessKeyColumn();

    public static HashedColumn ReadingAccounts { get; } = new ReadingAccountColumn();

    public static IReadOnlyList<HashedColumn> All { get; } = [SearchKeys, BusinessKeys, ReadingAccounts];

    /// <summary>
    /// Hashed anew from the identifier that lies sealed beside the hash, and that is sealed anew as well. Where that was altered, or belongs to another hash of its exchange, nobody knows
    /// any more what the hash is of: the row is passed over, told, and found by nobody once the former key is let go of.
    /// </summary>
    private sealed class SearchKeyColumn() : HashedColumn(SealedSearch.Table, "value")
    {
        private const short Kind = (short)SearchKeyKind.MeteringPoint;

        public override string Opened => $"{SealedSearch.Table}.sealed";

        public override async Task<bool> AnyAsync(HubContext context, StoreValues values, int retailer, TextRange former, CancellationToken cancellationToken)
        {
            // What was altered was told by the work on the column; no more work would bring it under another key.
            return await FindAsync(context, values, retailer, former, KeyRotation.BatchRows, new PassedOver(Opened), cancellationToken) is { Count: > 0 };
        }

        public override async Task<int> RenewAsync(HubContext context, StoreValues values, int retailer, TextRange former, int max, PassedOver refused, CancellationToken cancellationToken)
        {
            var found = await FindAsync(context, values, retailer, former, max, refused, cancellationToken);
            var (search, of) = (new SealedSearch(values.Cipher, values.Hash), new RetailerId(retailer));
            foreach (var (row, plain) in found)
            {
                var hash = search.Hash(of, SearchKeyKind.MeteringPoint, plain);
                var renewed = search.Seal(of, SearchKeyKind.MeteringPoint, row.ExchangeId, plain);
                await context.SearchKeys.Where(x => x.RetailerId == retailer && x.Kind == Kind && x.Value == row.Value && x.ExchangeId == row.ExchangeId)
                    .ExecuteUpdateAsync(set => set.SetProperty(x => x.Value, hash).SetProperty(x => x.Sealed, renewed), cancellationToken);
            }

            return found.Count;
        }

        /// <summary>The next rows that open, behind all that do not; none at the end.</summary>
        private static async Task<List<(SearchKeyRow Row, string Plain)>> FindAsync(
            HubContext context, StoreValues values, int retailer, TextRange range, int max, PassedOver refused, CancellationToken cancellationToken)
        {
            var (search, of) = (new SealedSearch(values.Cipher, values.Hash), new RetailerId(retailer));
            var (value, exchange) = (range.From, Guid.Empty);
            while (true)
            {
                var (afterValue, afterExchange) = (value, exchange);
                var rows = await context.SearchKeys.AsNoTracking()
                    .Where(x => x.RetailerId == retailer && x.Kind == Kind && x.Value.CompareTo(afterValue) >= 0 && x.Value.CompareTo(range.End) < 0 && x.Sealed != null)
                    .Where(x => x.Value != afterValue || x.ExchangeId > afterExchange)
                    .OrderBy(x => x.Value).ThenBy(x => x.ExchangeId).Take(max).ToListAsync(cancellationToken);
                var found = new List<(SearchKeyRow, string)>();
                foreach (var row in rows)
                {
                    if (Open(row) is { } plain)
                        found.Add((row, plain));
                }

                if (found.Count > 0 || rows.Count < max)
                    return found;

                (value, exchange) = (rows[^1].Value, rows[^1].ExchangeId);
            }

            string? Open(SearchKeyRow row)
            {
                try
                {
                    var plain = Encoding.UTF8.GetString(values.Cipher.Open(SealedSearch.BindingOf(retailer, SearchKeyKind.MeteringPoint, row.ExchangeId), row.Sealed));
                    if (search.Hashes(of, SearchKeyKind.MeteringPoint, plain).Contains(row.Value, StringComparer.Ordinal))
                        return plain;

                    refused.Add(row.ExchangeId, SealedValueProblem.NotAuthentic);
                }
                catch (SealedValueException altered)
                {
                    refused.Add(row.ExchangeId, altered.Problem);
                }

                return null;
            }
        }
    }

    /// <summary>All versions of an object at once: whoever looks for the newest finds it.</summary>
    private sealed class BusinessKeyColumn() : HashedColumn("business_record", "key")
    {
        public override async Task<bool> AnyAsync(HubContext context, StoreValues values, int retailer, TextRange former, CancellationToken cancellationToken) =>
            (await FindAsync(context, retailer, former, 1, cancellationToken)).Keys.Count > 0;

        public override async Task<int> RenewAsync(HubContext context, StoreValues values, int retailer, TextRange former, int max, PassedOver refused, CancellationToken cancellationToken)
        {
            var (kind, keys) = await FindAsync(context, retailer, former, max, cancellationToken);
            var written = 0;
            foreach (var key in keys.Distinct(StringComparer.Ordinal))
            {
                var form = values.Names.FormsOf(retailer, values.Names.NameIn(retailer, key))[0];
                written += await context.BusinessRecords.Where(x => x.RetailerId == retailer && x.Kind == kind && x.Key == key)
                    .ExecuteUpdateAsync(set => set.SetProperty(x => x.Key, form), cancellationToken);
            }

            return written;
        }

        /// <summary>Kind by kind, because the index begins with it.</summary>
        private static async Task<(string Kind, List<string> Keys)> FindAsync(HubContext context, int retailer, TextRange range, int max, CancellationToken cancellationToken)
        {
            var rows = context.BusinessRecords.AsNoTracking().Where(x => x.RetailerId == retailer);
            for (var last = ""; await rows.Where(x => x.Kind.CompareTo(last) > 0).OrderBy(x => x.Kind).Select(x => x.Kind).FirstOrDefaultAsync(cancellationToken) is { } kind; last = kind)
            {
                var keys = await FindAsync(rows.Where(x => x.Kind == kind), range, max, cancellationToken);
                if (keys.Count > 0)
                    return (kind, keys);
            }

            return ("", []);
        }

        /// <summary>Keys that people chose, such as a contract's number, may begin like those of a key; they lie as they are, and are passed over.</summary>
        private static async Task<List<string>> FindAsync(IQueryable<BusinessRecordRow> rows, TextRange range, int max, CancellationToken cancellationToken)
        {
            for (var last = range.From; ;)
            {
                var from = last;
                var keys = await rows.Where(x => x.Key.CompareTo(from) > 0 && x.Key.CompareTo(range.End) < 0).OrderBy(x => x.Key).Select(x => x.Key).Take(max).ToListAsync(cancellationToken);
                var forms = keys.FindAll(KeyedHash.IsForm);
                if (forms.Count > 0 || keys.Count < max)
                    return forms;

                last = keys[^1];
            }
        }
    }

    /// <summary>All channels and versions of an account's month at once.</summary>
    private sealed class ReadingAccountColumn() : HashedColumn("reading_block", "account_key")
    {
        public override async Task<bool> AnyAsync(HubContext context, StoreValues values, int retailer, TextRange former, CancellationToken cancellationToken) =>
            (await FindAsync(context, retailer, former, 1, cancellationToken)).Accounts.Count > 0;

        public override async Task<int> RenewAsync(HubContext context, StoreValues values, int retailer, TextRange former, int max, PassedOver refused, CancellationToken cancellationToken)
        {
            var (month, accounts) = await FindAsync(context, retailer, former, max, cancellationToken);
            var written = 0;
            foreach (var account in accounts.Distinct(StringComparer.Ordinal))
            {
                var form = values.Names.FormsOf(retailer, values.Names.NameIn(retailer, account))[0];
                written += await context.ReadingBlocks.Where(x => x.RetailerId == retailer && x.Month == month && x.AccountKey == account)
                    .ExecuteUpdateAsync(set => set.SetProperty(x => x.AccountKey, form), cancellationToken);
            }

            return written;
        }

        /// <summary>Month by month, because the index begins with it.</summary>
        private static async Task<(DateOnly Month, List<string> Accounts)> FindAsync(HubContext context, int retailer, TextRange range, int max, CancellationToken cancellationToken)
        {
            var rows = context.ReadingBlocks.AsNoTracking().Where(x => x.RetailerId == retailer);
            for (var last = DateOnly.MinValue; await rows.Where(x => x.Month > last).OrderBy(x => x.Month).Select(x => (DateOnly?)x.Month).FirstOrDefaultAsync(cancellationToken) is { } month; last = month)
            {
                var accounts = await rows.Where(x => x.Month == month && x.AccountKey.CompareTo(range.From) > 0 && x.AccountKey.CompareTo(range.End) < 0)
                    .OrderBy(x => x.AccountKey).Select(x => x.AccountKey).Take(max).ToListAsync(cancellationToken);
                if (accounts.Count > 0)
                    return (month, accounts);
            }

            return (default, []);
        }
    }
}
