using IntegrationHub.Confidential.DataKeys;
using IntegrationHub.Confidential.Hashing;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Search;
using IntegrationHub.Storage.SqlServer.Tests.Tds;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <content>Data keys, keys for hashes, and what replaces them.</content>
public sealed partial class GoldenTests
{
    private static async Task ReplaceKeysAsync(RecordedStore recorded)
    {
        var (peer, keys, now) = (recorded.Peer, (InMemoryKeys)recorded.Store.Options.Keys!, TimeProvider.System.GetUtcNow());
        // What was there before it was sealed: each column has one value that the work seals.
        peer.AnswerWhere("[k].[from_plaintext] = CAST(1 AS bit)", TdsAnswer.Rows("t", [.. SealedColumns.All.Select(static column => (object?[])[column.Name])]));
        var rotation = new KeyRotation(recorded.Store, TimeProvider.System);
        await rotation.BeginDataKeysAsync(Retailer, default);
        await rotation.BeginRewrappingAsync(Retailer, default);
        peer.AnswerWhere("WHEN EXISTS", No);
        Assert.True(await rotation.BeginHashKeyAsync(Retailer, default));
        Assert.False(await rotation.StepAsync(Retailer, default));

        foreach (var column in SealedColumns.All)
        {
            Claim(peer, column.Name);
            if (column == SealedColumns.Archive)
            {
                peer.AnswerWhere("[a].[chunks]", TdsAnswer.Rows("xxix", [Row, null, 1, "open"u8.ToArray()])).AnswerWhere("[hub].[archive_chunk] AS", TdsAnswer.Rows("x", ["open"u8.ToArray()]))
                    .AnswerWhere("UPDATE", TdsAnswer.Changed(1)).AnswerWhere("UPDATE", TdsAnswer.Changed(1));
            }
            else
            {
                peer.AnswerWhere("ORDER BY", TdsAnswer.Rows("xx", [Row, "open"u8.ToArray()])).AnswerWhere("UPDATE", TdsAnswer.Changed(1));
            }

            peer.AnswerWhere("UPDATE [k]", TdsAnswer.Changed(1));
            Assert.True(await rotation.StepAsync(Retailer, default), column.Name);
        }

        // A key that was wrapped by the key-encryption key of before.
        var (first, second) = (KeyedHash.Make(keys, 1, HashDigest.Sha256, now.AddDays(-10)), KeyedHash.Make(keys, 1, HashDigest.Sha256, now.AddDays(-5)));
        keys.Rotate();
        Claim(peer, KeyRotation.Rewrapping);
        peer.AnswerWhere("FROM [hub].[data_key]", Keys(first)).AnswerWhere("UPDATE [d]", TdsAnswer.Changed(1)).AnswerWhere("UPDATE [k]", TdsAnswer.Changed(1));
        Assert.True(await rotation.StepAsync(Retailer, default));

        // A key for hashes is replaced: what lies under the first comes under the second.
        peer.AnswerWhere("FROM [hub].[data_key]", Keys(second, first));
        var values = recorded.Store.Values;
        var search = new SealedSearch(values.Cipher, values.Hash);
        var name = values.Names.Of(1, HashedColumns.BusinessKeys, "871");
        foreach (var column in HashedColumns.All)
        {
            Claim(peer, column.Name);
            peer.AnswerWhere("UPDATE [k]", TdsAnswer.Changed(1));
            if (column == HashedColumns.SearchKeys)
                peer.AnswerWhere("[e].[sealed]", TdsAnswer.Rows("istxx", [1, (int)SearchKeyKind.MeteringPoint, search.Hashes(Retailer, SearchKeyKind.MeteringPoint, "871")[^1], Row, search.Seal(Retailer, SearchKeyKind.MeteringPoint, Row, "871")]));
            else if (column == HashedColumns.BusinessKeys)
                peer.AnswerWhere("SELECT TOP(1) [b].[kind]", TdsAnswer.Rows("t", ["Contract"])).AnswerWhere("[b].[key]", TdsAnswer.Rows("t", [name]));
            else
                peer.AnswerWhere("SELECT TOP(1) [r].[month]", TdsAnswer.Rows("y", [new DateOnly(2026, 3, 1)])).AnswerWhere("[r].[account_key]", TdsAnswer.Rows("t", [name]));

            peer.AnswerWhere(column == HashedColumns.SearchKeys ? "UPDATE [e]" : column == HashedColumns.BusinessKeys ? "UPDATE [b]" : "UPDATE [r]", TdsAnswer.Changed(1)).AnswerWhere("UPDATE [k]", TdsAnswer.Changed(1));
            Assert.True(await rotation.StepAsync(Retailer, default), column.Name);
        }

        Claim(peer, HashKeyWork.LettingGo);
        peer.AnswerWhere("[e].[sealed]", TdsAnswer.Rows("istxx")).AnswerWhere("WHEN EXISTS", No).AnswerWhere("FROM [hub].[data_key]", Keys(first, second)).AnswerWhere("OUTPUT 1", TdsAnswer.Scalar(1)).AnswerWhere("UPDATE [k]", TdsAnswer.Changed(1));
        Assert.True(await rotation.StepAsync(Retailer, default));

        await KeyReport.ReadAsync(recorded.Store, Retailer, default);
        new StoredDataKeys(recorded.Store).Find(1, Row);
    }

    /// <summary>Work of that name is due, and this node gets it.</summary>
    private static void Claim(TdsPeer peer, string name) => peer
        .AnswerWhere("[k].[finished_at] IS NULL AND [k].[claimable_at]", TdsAnswer.Rows("itxddldbll", [1, name, null, Now, Now, 1L, null, false, 0L, 0L]))
        .AnswerWhere("UPDATE [k]", TdsAnswer.Changed(1));

    private static TdsAnswer Keys(params StoredDataKey[] keys) => TdsAnswer.Rows(
        "ixdsldsxti",
        [.. keys.Select(static key => (object?[])[key.Retailer, key.Id, key.CreatedAt, (int)key.Purpose, key.Reserved, key.RetiredAt, (int)key.Suite, key.Wrapped, key.WrappedBy.Name, key.WrappedBy.Version])]);
}
