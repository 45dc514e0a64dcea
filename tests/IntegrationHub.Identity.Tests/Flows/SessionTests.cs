using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.Tests.Support;

namespace IntegrationHub.Identity.Tests.Flows;

/// <summary>What ends a session, and what cannot use one.</summary>
[Collection(IdentityCollection.Name)]
public sealed class SessionTests(IdentitySite site)
{
    [Fact]
    public async Task A_session_that_nobody_uses_ends_and_the_ledger_says_why()
    {
        var person = await site.PersonAsync();
        var token = await site.SignInAsync(person);

        site.Time.Advance(SessionPolicies.Default.Staff.Idle);

        Assert.Null(await site.Sessions.FindAsync(person.Visitor, token, default));
        Assert.Contains("Idle", Assert.Single(await site.EventsAsync("session.ended", person)).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_in_use_ends_at_its_fixed_time()
    {
        var person = await site.PersonAsync();
        var token = await site.SignInAsync(person);
        var step = SessionPolicies.Default.Staff.Idle / 2;
        for (var passed = step; passed < SessionPolicies.Default.Staff.Length; passed += step)
        {
            site.Time.Advance(step);
            Assert.NotNull(await site.Sessions.FindAsync(person.Visitor, token, default));
        }

        site.Time.Advance(step);

        Assert.Null(await site.Sessions.FindAsync(person.Visitor, token, default));
    }

    [Fact]
    public async Task A_certificate_that_is_revoked_ends_the_session()
    {
        var person = await site.PersonAsync(UserClass.Auditor);
        var token = await site.SignInAsync(person);
        Assert.NotNull(await site.Sessions.FindAsync(person.Visitor, token, default));

        site.Revoked.Thumbprints.Add(person.Certificate!.Thumbprint);

        Assert.Null(await site.Sessions.FindAsync(person.Visitor, token, default));
        Assert.Contains("revoked", Assert.Single(await site.EventsAsync("session.ended", person)).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stolen_cookie_is_worth_nothing_without_the_certificate()
    {
        var person = await site.PersonAsync(UserClass.Core);
        var thief = await site.PersonAsync(UserClass.Core);
        var token = await site.SignInAsync(person);

        Assert.Null(await site.Sessions.FindAsync(thief.Visitor, token, default));
    }

    [Fact]
    public async Task A_cookie_of_one_door_is_refused_at_the_other()
    {
        var person = await site.PersonAsync(UserClass.Core);
        var token = await site.SignInAsync(person);

        Assert.Null(await site.Sessions.FindAsync(person.Visitor with { Door = Door.Staff }, token, default));
    }

    [Fact]
    public async Task One_lists_and_ends_ones_own_sessions_and_nobody_elses()
    {
        var (person, other) = (await site.PersonAsync(), await site.PersonAsync());
        var (first, second) = (await site.SignInAsync(person), await site.SignInAsync(person));
        var foreign = await site.SignInAsync(other);
        var me = (await site.Sessions.FindAsync(person.Visitor, first, default))!;
        var foreignId = (await site.Sessions.FindAsync(other.Visitor, foreign, default))!.Session;

        Assert.Equal(2, (await site.Sessions.ListAsync(me.Account.Id, default)).Count);
        Assert.False(await site.Sessions.EndAsync(me.Account.Id, foreignId, me.Account.Actor, "test", default));
        Assert.True(await site.Sessions.EndAsync(me.Account.Id, me.Session, me.Account.Actor, "signed out", default));

        Assert.Null(await site.Sessions.FindAsync(person.Visitor, first, default));
        Assert.NotNull(await site.Sessions.FindAsync(person.Visitor, second, default));
        Assert.NotNull(await site.Sessions.FindAsync(other.Visitor, foreign, default));
    }

    [Fact]
    public async Task Switching_a_person_off_ends_its_sessions_at_once()
    {
        var person = await site.PersonAsync();
        var token = await site.SignInAsync(person);

        Assert.Empty(await site.Administration.SwitchAsync(person.Name, enabled: false, "security", default));

        Assert.Null(await site.Sessions.FindAsync(person.Visitor, token, default));
    }

    [Fact]
    public async Task What_is_old_is_swept_and_open_sessions_stay()
    {
        var person = await site.PersonAsync();
        await site.SignInAsync(person);
        site.Time.Advance(TimeSpan.FromDays(2));
        var token = await site.SignInAsync(person);

        Assert.True(await site.Sessions.SweepAsync(default) > 0);

        Assert.NotNull(await site.Sessions.FindAsync(person.Visitor, token, default));
        Assert.Equal(0, await site.Sessions.SweepAsync(default));
    }
}
