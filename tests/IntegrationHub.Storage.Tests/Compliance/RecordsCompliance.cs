using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every store does for <see cref="IBusinessRecords"/>. Each test has keys of its own.</summary>
public abstract class RecordsCompliance
{
    private readonly string _prefix = $"{Guid.NewGuid():N}/";

    protected abstract IBusinessRecords Records { get; }

    protected abstract IExchangeReader Reader { get; }

    protected abstract HubStore Store { get; }

    [Fact]
    public async Task A_version_comes_back_as_it_was_saved_and_without_one_the_newest()
    {
        var (first, second) = (One("a") with { From = new(2026, 1, 1), To = new(9999, 12, 31), Body = RandomNumberGenerator.GetBytes(300_000) }, One("a", version: 2, state: "Offered"));
        Assert.Equal(RecordResult.Saved, await SaveAsync(first, second));

        var (found, newest) = ((await FindAsync("a", 1))!, (await FindAsync("a"))!);
        Assert.Equal((first.Key, 1, "Draft", first.From, first.To, 1L, "li"), (found.Key, found.Version, found.State, found.From, found.To, found.Revision, found.SavedBy));
        Assert.True(first.Body.Span.SequenceEqual(found.Body.Span));
        Assert.Equal((2, "Offered", null, null), (newest.Version, newest.State, newest.From, newest.To));
        Assert.Null(await FindAsync("a", 3));
        Assert.Null(await FindAsync("A"));
        Assert.Null(await Records.FindAsync(RecordKind.Package, first.Key, null, default));
    }

    [Fact]
    public async Task A_change_raises_the_revision_and_one_of_an_older_revision_is_a_conflict_that_saves_nothing()
    {
        await SaveAsync(One("a"), One("b"));
        var (a, b) = ((await FindAsync("a"))!, (await FindAsync("b"))!);
        Assert.Equal(RecordResult.Saved, await SaveAsync(a with { State = "Offered", From = new(2026, 2, 3), Body = "two"u8.ToArray() }));

        Assert.Equal(RecordResult.Conflict, await SaveAsync(b with { State = "Lost" }, a with { State = "Lost" }, One("c")));

        var changed = (await FindAsync("a"))!;
        Assert.Equal(("Offered", new DateOnly(2026, 2, 3), 2L, "two"), (changed.State, changed.From, changed.Revision, Encoding.UTF8.GetString(changed.Body.Span)));
        Assert.Equal(("Draft", 1L), ((await FindAsync("b"))!.State, (await FindAsync("b"))!.Revision));
        Assert.Null(await FindAsync("c"));
    }

    [Fact]
    public async Task A_mark_changes_with_every_record_that_is_made_or_changed_and_with_nothing_else()
    {
        // A kind that no other test makes records of, and another as the company's books have it.
        Assert.Equal(new RecordMark(0, 0), await Records.MarkAsync(RecordKind.LoadCalendar, default));
        await SaveAsync(OfKind("a"), OfKind("b"));
        Assert.Equal(new RecordMark(2, 2), await Records.MarkAsync(RecordKind.LoadCalendar, default));
        await SaveAsync(One("c"));
        Assert.Equal(new RecordMark(2, 2), await Records.MarkAsync(RecordKind.LoadCalendar, default));

        var a = (await Records.FindAsync(RecordKind.LoadCalendar, OfKind("a").Key, 1, default))!;
        await SaveAsync(a with { State = "Changed" });
        Assert.Equal(new RecordMark(2, 3), await Records.MarkAsync(RecordKind.LoadCalendar, default));
        Assert.Equal(RecordResult.Conflict, await SaveAsync(a with { State = "Lost" }, OfKind("d")));
        Assert.Equal(new RecordMark(2, 3), await Records.MarkAsync(RecordKind.LoadCalendar, default));
        await SaveAsync(OfKind("a") with { Version = 2 });
        Assert.Equal(new RecordMark(3, 4), await Records.MarkAsync(RecordKind.LoadCalendar, default));

        BusinessRecord OfKind(string key) => One(key) with { Kind = RecordKind.LoadCalendar };
    }

    [Fact]
    public async Task Of_many_who_make_the_same_record_one_does_and_of_many_who_change_a_revision_one_does()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => SaveAsync(One("a") with { State = $"S{number}" }))));
        Assert.Single(made, RecordResult.Saved);

        var read = (await FindAsync("a"))!;
        var changed = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => SaveAsync(read with { State = $"T{number}" }))));
        Assert.Equal($"T{Array.IndexOf(changed, RecordResult.Saved)}", (await FindAsync("a"))!.State);
        Assert.Single(changed, RecordResult.Saved);
        Assert.Equal(2, (await FindAsync("a"))!.Revision);
    }

    /// <summary>What keeps two who look at each other's records from saving at the same moment.</summary>
    [Fact]
    public async Task Of_many_who_save_records_of_their_own_with_a_change_of_one_guard_one_does_first_and_later()
    {
        for (var round = 0; round < 2; round++)
        {
            var guard = await FindAsync("guard") ?? One("guard");
            var saved = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => SaveAsync(One($"own{round}{number}"), guard))));
            Assert.Single(saved, RecordResult.Saved);
            Assert.Equal([$"own{round}{Array.IndexOf(saved, RecordResult.Saved)}"], (await KeysAsync(new(RecordKind.Contract) { After = (_prefix, 0) })).Where(key => key.StartsWith($"own{round}", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task The_facts_are_in_the_history_when_the_records_are_saved_and_not_after_a_conflict()
    {
        var kind = $"records.{Guid.NewGuid():N}";
        var fact = new RecordFact(kind, new Dictionary<string, string> { ["number"] = "R-1" });
        await Records.SaveAsync([One("a")], [fact, fact], "li", default);
        Assert.Equal(RecordResult.Conflict, await Records.SaveAsync([One("b"), One("a")], [fact], "li", default));

        var told = await Reader.RecentEventsAsync(Samples.Retailer, kind, 10, default);
        Assert.Equal(2, told.Count);
        Assert.All(told, item => Assert.Equal(("li", """{"number":"R-1"}"""), (item.Actor, item.Data)));
    }

    [Fact]
    public async Task Records_are_listed_by_state_and_by_the_days_that_they_are_about()
    {
        var month = One("month") with { From = new(2026, 3, 1), To = new(2026, 3, 31) };
        var open = One("open", state: "Offered") with { From = new(2026, 3, 31) };
        await SaveAsync(month, open, One("always"));

        Assert.Equal(["always", "month", "open"], await KeysAsync(new(RecordKind.Contract) { On = new(2026, 3, 31) }));
        Assert.Equal(["always", "month"], await KeysAsync(new(RecordKind.Contract) { On = new(2026, 3, 1) }));
        Assert.Equal(["always"], await KeysAsync(new(RecordKind.Contract) { On = new(2026, 2, 28) }));
        Assert.Equal(["always", "open"], await KeysAsync(new(RecordKind.Contract) { On = new(2026, 4, 1) }));
        Assert.Equal(["always", "month"], await KeysAsync(new(RecordKind.Contract) { Within = (new(2026, 2, 1), new(2026, 3, 1)) }));
        Assert.Equal(["always", "month", "open"], await KeysAsync(new(RecordKind.Contract) { Within = (new(2026, 3, 31), new(2027, 3, 31)) }));
        Assert.Equal(["always"], await KeysAsync(new(RecordKind.Contract) { Within = (new(2025, 1, 1), new(2026, 2, 28)) }));
        Assert.Equal(["open"], await KeysAsync(new(RecordKind.Contract) { State = "Offered" }));
        Assert.Equal(["month"], await KeysAsync(new(RecordKind.Contract) { Key = month.Key }));
    }

    /// <summary>Code points, whatever the language of the database: capitals before small letters, and nothing is the same that is written otherwise.</summary>
    [Fact]
    public async Task Pages_go_on_in_the_order_of_code_points_and_versions_and_miss_none()
    {
        string[] keys = ["A", "B", "Z", "_", "a", "a-b", "ab", "b", "z", "É", "é", "ß", "东", "方"];
        await SaveAsync([.. keys.SelectMany(key => (BusinessRecord[])[One(key), One(key, version: 2)])]);

        foreach (var most in (int[])[1, 3, 100])
        {
            var walked = new List<(string, int)>();
            for (BusinessRecord? behind = null; ;)
            {
                var page = await ListAsync(new(RecordKind.Contract) { Behind = behind, After = behind is null ? (_prefix, 0) : null, Most = most });
                walked.AddRange(page.Select(record => (record.Key[_prefix.Length..], record.Version)));
                if (page.Count < most)
                    break;

                behind = page[^1];
            }

            Assert.Equal(keys.Order(StringComparer.Ordinal).SelectMany(key => ((string, int)[])[(key, 1), (key, 2)]), walked);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Offered")]
    public async Task The_last_key_first_is_the_opposite_order_and_pages_go_on_below(string? state)
    {
        await SaveAsync([.. Enumerable.Range(1, 6).Select(number => One($"m{number}", state: number % 2 == 0 ? "Offered" : "Draft"))]);
        var walked = new List<string>();
        for (var after = (_prefix + "m9", 1); ;)
        {
            var page = (await Records.ListAsync(new(RecordKind.Contract) { Newest = true, State = state, After = after, Most = 2 }, default)).Where(record => record.Key.StartsWith(_prefix, StringComparison.Ordinal)).ToList();
            walked.AddRange(page.Select(record => record.Key[_prefix.Length..]));
            if (page.Count < 2)
                break;

            after = (page[^1].Key, page[^1].Version);
        }

        Assert.Equal(state is null ? ["m6", "m5", "m4", "m3", "m2", "m1"] : (IEnumerable<string>)["m6", "m4", "m2"], walked);
    }

    [Fact]
    public async Task What_people_were_told_is_removed_when_it_is_old_a_piece_at_a_time_and_nothing_else_is()
    {
        BusinessRecord Told(RecordKind kind, string key, string state) => new(kind, _prefix + key, 1, state, null, null, "{}"u8.ToArray());
        await SaveAsync(
            Told(RecordKind.CustomerNotice, "1", "done"), Told(RecordKind.CustomerNotice, "2", "pending"), Told(RecordKind.CustomerNotice, "3", "told"), Told(RecordKind.CustomerNotice, "4", "counting"),
            Told(RecordKind.Message, "5", "Sent"), Told(RecordKind.Message, "6", "Queued"), Told(RecordKind.CustomerTelling, "7", "sent"), One("8"));
        var (removal, now) = (new RecordRemoval(Store), (await FindAsync("8"))!.SavedAt);
        var removed = 0;
        foreach (var kind in RecordRemoval.Kinds)
        {
            Assert.Equal((0, (string?)null), await removal.RemoveAsync(kind, now.AddYears(-50), null, 2, default));
            string? behind = null;
            do
            {
                (var count, behind) = await removal.RemoveAsync(kind, now.AddYears(1), behind, 2, default);
                Assert.InRange(count, 0, 2);
                removed += count;
            }
            while (behind is not null);
        }

        Assert.True(removed >= 5);
        Assert.Equal(
            ["2", "6"],
            (await Records.ListAsync(new(RecordKind.CustomerNotice) { Most = 100_000 }, default)).Concat(await Records.ListAsync(new(RecordKind.Message) { Most = 100_000 }, default))
                .Concat(await Records.ListAsync(new(RecordKind.CustomerTelling) { Most = 100_000 }, default))
                .Where(record => record.Key.StartsWith(_prefix, StringComparison.Ordinal)).Select(record => record.Key[_prefix.Length..]).Order(StringComparer.Ordinal));
        Assert.NotNull(await FindAsync("8"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => removal.RemoveAsync(RecordKind.Contract, now, null, 2, default));
    }

    [Fact]
    public async Task Thousands_are_saved_at_once_or_not_at_all()
    {
        var many = Enumerable.Range(0, 2_500).Select(number => One($"{number:D4}")).ToList();
        Assert.Equal(RecordResult.Saved, await Records.SaveAsync([.. many.Skip(1)], [], "li", default));
        Assert.Equal(RecordResult.Conflict, await Records.SaveAsync(many, [], "li", default));

        Assert.Null(await FindAsync("0000"));
        Assert.Equal(2_499, (await ListAsync(new(RecordKind.Contract) { After = (_prefix, 0), Most = 3_000 })).Count);
    }

    [Fact]
    public void A_blind_key_is_the_same_for_the_same_text_and_tells_two_apart()
    {
        var key = Records.BlindKey("871/10kV");
        Assert.Equal(key, Records.BlindKey("871/10kV"));
        Assert.NotEqual(key, Records.BlindKey("871/35kV"));
    }

    [Fact]
    public async Task What_lies_under_a_blind_key_is_found_by_it_and_listed_under_it()
    {
        var key = Records.BlindKey(_prefix);
        await SaveAsync(new BusinessRecord(RecordKind.Account, key, 1, "Served", null, null, "one"u8.ToArray()));
        await SaveAsync((await Records.FindAsync(RecordKind.Account, key, null, default))! with { State = "Left" });

        var found = Assert.Single(await Records.ListAsync(new(RecordKind.Account) { Key = key }, default));
        Assert.Equal((key, "Left", 2L), (found.Key, found.State, found.Revision));
    }

    private BusinessRecord One(string key, int version = 1, string state = "Draft") =>
        new(RecordKind.Contract, _prefix + key, version, state, null, null, Encoding.UTF8.GetBytes($"{key}/{version}"));

    private Task<RecordResult> SaveAsync(params BusinessRecord[] records) => Records.SaveAsync(records, [], "li", default);

    private Task<BusinessRecord?> FindAsync(string key, int? version = null) => Records.FindAsync(RecordKind.Contract, _prefix + key, version, default);

    /// <summary>Of this test's own records.</summary>
    private async Task<IReadOnlyList<BusinessRecord>> ListAsync(RecordQuery query) =>
        [.. (await Records.ListAsync(query, default)).Where(record => record.Key.StartsWith(_prefix, StringComparison.Ordinal))];

    private async Task<IEnumerable<string>> KeysAsync(RecordQuery query) => (await ListAsync(query)).Select(record => record.Key[_prefix.Length..]);
}
