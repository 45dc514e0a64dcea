using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Evidence.Signatures.Rules;
using IntegrationHub.Exchange.Tests.Doubles;

namespace IntegrationHub.Exchange.Tests.Reception;

/// <summary>Dated rules: at any instant one of them counts or none, and a set that leaves a choice is no rule book.</summary>
public sealed class SignatureRuleBookProperties
{
    [Fact]
    public void Exactly_the_rule_whose_span_holds_the_instant_counts() => Check(rules =>
    {
        var (book, _) = SignatureRuleBook.Create(rules);
        return book is null || Instants(rules).All(at =>
        {
            var holding = rules.Where(rule => Holds(rule, at)).ToList();
            return holding.Count <= 1 && book.At(at)?.Name == holding.SingleOrDefault()?.Name;
        });
    });

    [Fact]
    public void A_set_is_refused_exactly_where_two_rules_hold_one_instant_or_one_holds_none() => Check(rules =>
    {
        var choice = Instants(rules).Any(at => rules.Count(rule => Holds(rule, at)) > 1);
        var empty = rules.Any(rule => !Instants(rules).Any(at => Holds(rule, at)));
        var (book, flaws) = SignatureRuleBook.Create(rules);
        return (book is null) == (choice || empty || rules.Count == 0) && (book is null) == (flaws.Count > 0);
    });

    [Fact]
    public void Rules_that_follow_each_other_day_by_day_leave_no_gap() => Check(rules =>
    {
        var days = Instants(rules).Order().Distinct().ToList();
        var (book, _) = SignatureRuleBook.Create(days.Select((day, i) => new SignatureRule
        {
            Name = $"r{i}",
            ValidFrom = i == 0 ? null : day,
            ValidTo = i == days.Count - 1 ? null : days[i + 1],
        }));
        return days.All(day => book!.At(day) is not null && book.At(day.AddTicks(-1)) is not null);
    });

    [Fact]
    public void A_gap_says_which_rule_ended_and_which_begins()
    {
        var (book, _) = SignatureRuleBook.Create([Rule("old", null, 1), Rule("new", 5, null)]);

        Assert.Null(book!.At(Day(3)));
        var gap = book.Gap(Day(3));
        Assert.Contains("The rule old ended 2026-01-02 00:00:00Z.", gap, StringComparison.Ordinal);
        Assert.Contains("The rule new begins 2026-01-06 00:00:00Z.", gap, StringComparison.Ordinal);
        Assert.Equal("old", book.At(Day(1).AddTicks(-1))!.Name);
        Assert.Equal("new", book.At(Day(5))!.Name);
    }

    [Fact]
    public void A_long_rule_over_several_short_ones_and_one_name_twice_are_flaws()
    {
        var (none, overlaps) = SignatureRuleBook.Create([Rule("long", null, null), Rule("a", 1, 2), Rule("b", 3, 4)]);
        Assert.Null(none);
        Assert.Equal(["a", "b"], overlaps.Select(flaw => flaw.Rule));
        Assert.Single(SignatureRuleBook.Create([Rule("a", 1, 2), Rule("a", 3, 4)]).Flaws);
        Assert.Single(SignatureRuleBook.Create([Rule("backwards", 4, 3)]).Flaws);
        Assert.Single(SignatureRuleBook.Create([]).Flaws);
    }

    private static void Check(Func<IReadOnlyList<SignatureRule>, bool> holds) =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => holds(RulesOf(bytes ?? []))).Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(12));

    /// <summary>Two bytes make a rule; ends are missing, equal or reversed often enough.</summary>
    private static List<SignatureRule> RulesOf(byte[] bytes) =>
        [.. bytes.Chunk(2).Where(pair => pair.Length == 2).Select((pair, i) => Rule($"rule-{i}", pair[0] % 11 == 10 ? null : pair[0] % 11, pair[1] % 11 == 10 ? null : pair[1] % 11))];

    private static SignatureRule Rule(string name, int? from, int? to) =>
        new() { Name = name, ValidFrom = from is { } start ? Day(start) : null, ValidTo = to is { } end ? Day(end) : null };

    /// <summary>Every instant at which something may change, the one before, and the ends of time.</summary>
    private static IEnumerable<DateTimeOffset> Instants(IReadOnlyList<SignatureRule> rules) =>
        rules.SelectMany(rule => new[] { rule.ValidFrom, rule.ValidTo }).OfType<DateTimeOffset>().SelectMany(at => new[] { at, at.AddTicks(-1) })
            .Append(Day(-100)).Append(Day(100));

    private static bool Holds(SignatureRule rule, DateTimeOffset at) => (rule.ValidFrom is not { } from || at >= from) && (rule.ValidTo is not { } to || at < to);

    private static DateTimeOffset Day(int day) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day);
}

/// <summary>What a message meets that arrives under dated rules.</summary>
public sealed class SignatureRuleReceptionTests
{
    private static readonly DateTimeOffset Change = TestClock.Start.AddDays(10);

    [Fact]
    public async Task The_rule_at_the_time_of_reception_decides_and_its_name_is_told()
    {
        var rig = new ReceptionRig(rules: Rules("", new() { Name = "everything", ValidTo = Change }, new() { Name = "rsa-only", ValidFrom = Change, Algorithms = [Evidence.Signatures.SignatureAlgorithm.RsaSha256] }));

        var before = await rig.PutAsync(TestMessages.Signed(TestMessages.Schedule()), Change.AddTicks(-1));
        var after = await rig.PutAsync(TestMessages.Signed(TestMessages.Schedule()), Change);

        Assert.Null(before.Fault);
        Assert.Equal("SIGNATURE_ALGORITHM_NOT_ALLOWED", after.Fault!.Code);
        Assert.Contains("rsa-only", after.Fault.Text, StringComparison.Ordinal);
        Assert.Equal(1, rig.Store.Registered);
    }

    [Fact]
    public async Task In_a_gap_everything_is_refused_and_nothing_is_kept()
    {
        var rig = new ReceptionRig(rules: Rules("", new() { Name = "first", ValidTo = Change }, new() { Name = "second", ValidFrom = Change.AddDays(1) }));

        var result = await rig.PutAsync(TestMessages.Signed(TestMessages.Schedule()), Change.AddHours(5));

        Assert.Equal("SIGNATURE_NO_RULE_IN_FORCE", result.Fault!.Code);
        Assert.Contains("The rule first ended", result.Fault.Text, StringComparison.Ordinal);
        Assert.Null(result.Exchange.Document);
        Assert.Equal(0, rig.Store.Registered);
    }

    [Fact]
    public async Task A_partys_own_rules_stand_alone()
    {
        var own = new ReceptionRig(rules: Rules(TestParties.Center.Name, new SignatureRule { Name = "of-the-past", ValidTo = TestClock.Start }));
        var others = new ReceptionRig(rules: Rules("somebody-else", new SignatureRule { Name = "of-the-past", ValidTo = TestClock.Start }));

        Assert.Equal("SIGNATURE_NO_RULE_IN_FORCE", (await own.PutAsync(TestMessages.Signed(TestMessages.Schedule()))).Fault!.Code);
        Assert.Null((await others.PutAsync(TestMessages.Signed(TestMessages.Schedule()))).Fault);
    }

    private static SignatureRules Rules(string party, params SignatureRule[] rules)
    {
        var book = SignatureRuleBook.Create(rules).Book!;
        return party.Length == 0
            ? SignatureRules.Default with { General = book }
            : SignatureRules.Default with { OfParties = System.Collections.Frozen.FrozenDictionary.Create(new KeyValuePair<string, SignatureRuleBook>(party, book)) };
    }
}
