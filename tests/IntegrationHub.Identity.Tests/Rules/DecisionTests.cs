using System.Net;
using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;

namespace IntegrationHub.Identity.Tests.Rules;

public sealed class DecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private static readonly SessionPolicy Policy = new(TimeSpan.FromMinutes(15), TimeSpan.FromHours(8));

    [Theory]
    [InlineData(-1, 899, SessionVerdict.Good)]
    [InlineData(-1, 900, SessionVerdict.Idle)]
    [InlineData(0, 0, SessionVerdict.Expired)]
    [InlineData(1, 900, SessionVerdict.Expired)]
    public void A_session_ends_to_the_second(int pastEnd, int unused, SessionVerdict expected)
    {
        var state = new SessionState(Door.Staff, null, Now.AddSeconds(-unused), Now.AddSeconds(-pastEnd), EndedAt: null);

        Assert.Equal(expected, SessionRules.Judge(state, Policy, Door.Staff, null, disabled: false, Now));
    }

    [Fact]
    public void No_session_of_the_core_door_is_good_without_its_certificate()
    {
        Prop.ForAll<string?, string?>((stored, shown) =>
        {
            var state = new SessionState(Door.Core, stored, Now, Now.AddHours(1), EndedAt: null);
            var verdict = SessionRules.Judge(state, Policy, Door.Core, shown, disabled: false, Now);
            return verdict == SessionVerdict.Good == (shown is not null && shown == stored);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void An_ended_session_never_comes_back()
    {
        var state = new SessionState(Door.Staff, null, Now, Now.AddHours(1), EndedAt: Now);

        Assert.Equal(SessionVerdict.Ended, SessionRules.Judge(state, Policy, Door.Staff, null, disabled: false, Now));
    }

    [Fact]
    public void A_code_fits_its_own_session_and_nothing_else()
    {
        var (mine, other) = (SessionToken.Make(), SessionToken.Make());
        var code = SmsCode.Make();
        var stored = SmsCode.Hash(mine.Octets, CodePurpose.SignIn, "", code);

        Assert.Matches("^[0-9]{6}$", code);
        Assert.True(SmsCode.Fits(stored, mine.Octets, CodePurpose.SignIn, "", code));
        Assert.False(SmsCode.Fits(stored, other.Octets, CodePurpose.SignIn, "", code));
        Assert.False(SmsCode.Fits(stored, mine.Octets, (CodePurpose)1, "", code));
        Assert.False(SmsCode.Fits(stored, mine.Octets, CodePurpose.SignIn, "an act", code));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public void What_is_no_token_is_none(string? text) => Assert.Null(SessionToken.Parse(text));

    [Fact]
    public void A_token_is_read_as_it_was_written()
    {
        var token = SessionToken.Make();

        foreach (var way in Enum.GetValues<SessionWay>())
            Assert.Equal(token.HashOf(way), SessionToken.Parse(token.ToString())!.HashOf(way));

        Assert.NotEqual(token.HashOf(SessionWay.Pages), token.HashOf(SessionWay.Calls));
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "20010db800010002/64")]
    [InlineData("2001:db8:1:2:ffff::1", "20010db800010002/64")]
    public void Addresses_of_one_subscriber_count_as_one(string address, string expected) => Assert.Equal(expected, AttemptLimits.Normal(IPAddress.Parse(address)));

    [Fact]
    public void No_limit_counts_a_name_without_an_address()
    {
        var limits = AttemptLimits.ForPassword("victim", "198.51.100.1");
        var elsewhere = AttemptLimits.ForPassword("victim", "198.51.100.2");

        Assert.Empty(limits.Select(limit => limit.Subject).Intersect(elsewhere.Select(limit => limit.Subject)));
    }
}
