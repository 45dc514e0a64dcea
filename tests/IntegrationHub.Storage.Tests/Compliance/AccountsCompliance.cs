using IntegrationHub.Identity;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every store does for persons who sign in, their sessions, codes and tries (<see cref="IdentityStore"/>). Each test has persons and addresses of its own.</summary>
public abstract class AccountsCompliance : PersonsSuite
{
    [Fact]
    public async Task A_person_is_listed_as_it_was_added_and_a_name_is_given_once_whoever_asks_at_the_same_time()
    {
        var name = NewName();
        var added = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Task.Run(() => AddAsync(name, UserClass.Staff, $"+861380013{number:D4}"))));

        Assert.Single(added, static refused => refused.Count == 0);
        Assert.All(added.Where(static refused => refused.Count > 0), static refused => Assert.Equal("ACCOUNT_EXISTS", Assert.Single(refused).Code));
        var listed = (await ListedAsync(name)).Account;
        Assert.Equal((name, "东方 É", UserClass.Staff, $"+861380013{Array.FindIndex(added, static refused => refused.Count == 0):D4}"), (listed.Name, listed.DisplayName, listed.Class, listed.Phone));
        Assert.Single(await ToldAsync("user.added", "test"), item => item.Data.Contains($"\"{name}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Changes_of_one_person_at_the_same_time_are_all_made_each_on_what_the_other_left()
    {
        var name = await StaffAsync();
        await Task.WhenAll(
            Task.Run(async () => Assert.Empty(await Administration.SwitchAsync(name, enabled: false, "one", default))),
            Task.Run(async () => Assert.Empty(await Administration.SetRolesAsync(name, [Role.Sales, Role.Legal], [], "two", default))),
            Task.Run(async () => Assert.Empty(await Administration.ResetAsync(name, "mountain copper violin", "+8613900000009", "three", default))));

        var account = (await ListedAsync(name)).Account;
        Assert.Equal("+8613900000009", account.Phone);
        Assert.Equal([Role.Sales, Role.Legal], account.Roles.Order());
        Assert.NotNull(account.DisabledAt);
    }

    [Fact]
    public async Task A_key_is_one_persons_whoever_binds_it_at_the_same_time_and_the_next_one_takes_its_place()
    {
        var names = new[] { await CoreAsync(), await CoreAsync() };
        using var certificate = _people.Issue("one");
        var bound = await Task.WhenAll(names.Select(name => Task.Run(() => Administration.BindCertificateAsync(name, certificate, "test", default))));

        var first = Array.FindIndex(bound, static refused => refused.Count == 0);
        Assert.Equal("CERTIFICATE_TAKEN", Assert.Single(bound[1 - first]).Code);
        Assert.True(await Administration.HoldsAsync(names[first], certificate, default));
        Assert.False(await Administration.HoldsAsync(names[1 - first], certificate, default));
        Assert.Equal([1, 0], new[] { names[first], names[1 - first] }.Select(name => ListedAsync(name).GetAwaiter().GetResult().Certificates));

        using var next = _people.Issue("two");
        Assert.Empty(await Administration.BindCertificateAsync(names[first], next, "test", default));
        Assert.Equal((true, false), (await Administration.HoldsAsync(names[first], next, default), await Administration.HoldsAsync(names[first], certificate, default)));
    }

    [Fact]
    public async Task Many_tries_at_the_same_time_are_not_more_than_many_one_after_the_other()
    {
        var (name, visitor) = (await StaffAsync(), NewVisitor());
        var tries = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => Passwords.TryAsync(visitor, name, "wrong", default))));

        Assert.Equal(5, tries.Count(static tried => tried.Status == PasswordStatus.Failed));
        Assert.Equal(7, tries.Count(static tried => tried.Status == PasswordStatus.TooMany));
        Assert.Equal(PasswordStatus.CodeSent, (await Passwords.TryAsync(NewVisitor(), name, Password, default)).Status);
        _time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(PasswordStatus.CodeSent, (await Passwords.TryAsync(visitor, name, Password, default)).Status);
    }

    [Fact]
    public async Task A_code_is_used_once_whoever_brings_it_at_the_same_time()
    {
        var (name, visitor) = (await StaffAsync(), NewVisitor());
        var first = (await Passwords.TryAsync(visitor, name, Password, default)).Token!;
        var code = _phones.LastCode();

        var tried = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Codes.TryAsync(visitor, first, code, default))));

        var signedIn = Assert.Single(tried, static one => one.Status == CodeStatus.Complete);
        Assert.Single(await ToldAsync("user.signed-in", "user:" + name));
        Assert.Equal(name, (await Sessions.FindAsync(visitor, signedIn.Token!, default))?.Account.Name);
        Assert.Empty(await ToldAsync("user.sign-in-failed", "user:" + name));
    }

    [Fact]
    public async Task A_wrong_code_is_counted_and_the_last_try_ends_the_session()
    {
        var (name, visitor) = (await StaffAsync(), NewVisitor());
        var token = (await Passwords.TryAsync(visitor, name, Password, default)).Token!;
        var wrong = _phones.LastCode() == "000000" ? "000001" : "000000";

        var statuses = new List<CodeStatus>();
        while (statuses is [] or [.., CodeStatus.Wrong] && statuses.Count < 20)
            statuses.Add((await Codes.TryAsync(visitor, token, wrong, default)).Status);

        Assert.Equal(CodeStatus.Over, statuses[^1]);
        Assert.Equal(CodeStatus.Over, (await Codes.TryAsync(visitor, token, _phones.LastCode(), default)).Status);
    }

    [Fact]
    public async Task A_session_is_found_by_its_token_at_its_door_until_it_ends_and_its_end_is_told_once()
    {
        var name = await StaffAsync();
        var (visitor, token) = await SignInAsync(name);
        var who = (await Sessions.FindAsync(visitor, token, default))!;
        Assert.Equal(name, who.Account.Name);
        Assert.Null(await Sessions.FindAsync(visitor with { Door = Door.Core }, token, default));
        var (again, second) = await SignInAsync(name);
        who = (await Sessions.FindAsync(again, second, default))!;
        Assert.Equal(who.Session, Assert.Single(await Sessions.ListAsync(who.Account.Id, default), open => open.Id == who.Session).Id);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Task.Run(() => Sessions.EndAsync(who.Account.Id, who.Session, "user:" + name, $"end {number}", default))));

        Assert.Null(await Sessions.FindAsync(again, second, default));
        Assert.Single(await ToldAsync("session.ended", "user:" + name), item => item.Data.Contains($"{who.Session}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Use_keeps_a_session_and_what_is_long_over_is_swept_while_open_ones_stay()
    {
        var name = await StaffAsync();
        var (visitor, old) = await SignInAsync(name);
        _time.Advance(SessionPolicies.Default.Staff.Idle / 2);
        Assert.NotNull(await Sessions.FindAsync(visitor, old, default));
        _time.Advance((SessionPolicies.Default.Staff.Idle / 2) + TimeSpan.FromMinutes(1));
        Assert.NotNull(await Sessions.FindAsync(visitor, old, default));
        _time.Advance(TimeSpan.FromDays(2));
        var (again, token) = await SignInAsync(name);

        Assert.True(await Sessions.SweepAsync(default) > 0);

        Assert.Null(await Sessions.FindAsync(visitor, old, default));
        Assert.NotNull(await Sessions.FindAsync(again, token, default));
        Assert.Single(await Sessions.StillGoodAsync([((await Sessions.FindAsync(again, token, default))!.Session, again), (Guid.NewGuid(), visitor)], default));
    }

    [Fact]
    public async Task One_human_with_two_accounts_is_known_and_gets_no_second_duty_whoever_states_it_at_the_same_time()
    {
        var (bidder, administrator, number) = (await CoreAsync(), NewName(), $"N-{Guid.NewGuid():N}"[..20]);
        Assert.Empty(await Administration.AddAsync(new NewAccount(administrator, UserClass.Core, [Role.SecurityAdministrator], "东方 É", NewNumber(), Password), "test", default));

        var stated = await Task.WhenAll(new[] { bidder, administrator }.Select(name => Task.Run(() => Administration.StatePersonAsync(name, number, "test", default))));
        Assert.Equal("DUTIES_NOT_SEPARATE", Assert.Single(Assert.Single(stated, static refused => refused.Count > 0)).Code);

        var (reader, second) = (new AccountReader(Get<IdentityStore>()), await CoreAsync());
        Assert.Empty(await Administration.SetRolesAsync(administrator, [Role.Bidder], [], "test", default));
        foreach (var name in (string[])[bidder, administrator, second])
            Assert.Empty(await Administration.StatePersonAsync(name, name == second ? number.ToLowerInvariant() : number, "test", default));

        Assert.Equal(new[] { bidder, administrator }.Order(StringComparer.Ordinal), await reader.OthersOfAsync(second, default));
        Assert.Equal(second, (await reader.FindAsync(second.ToUpperInvariant(), default))?.Name);
        Assert.Empty(await Administration.SwitchAsync(second, enabled: false, "test", default));
        Assert.Null(await reader.FindAsync(second, default));
        Assert.True(await reader.ExistsAsync(second, default));
    }

    [Fact]
    public async Task Roles_that_one_asked_for_are_given_once_whoever_agrees_at_the_same_time_and_a_trial_keeps_nothing()
    {
        var (name, administrators) = (await CoreAsync(), new List<Account>());
        for (var number = 0; number < 3; number++)
        {
            var administrator = NewName();
            Assert.Empty(await Administration.AddAsync(new NewAccount(administrator, UserClass.Core, [Role.SecurityAdministrator], "东方 É", NewNumber(), Password), "test", default));
            administrators.Add((await Administration.FindAsync(administrator, default))!.Account);
        }

        Assert.Empty(await Administration.SetRolesAsync(name, [Role.Bidder, Role.Board], [], ActedBy.AtDoor(administrators[0], "elected"), default));
        Assert.Equal("elected", (await ListedAsync(name)).Asked?.Why);
        var waits = await Task.WhenAll(administrators.Select(async one => (await Administration.WaitingForAsync(one, default)).Count(waiting => waiting.Account.Name == name)));
        Assert.Equal([0, 1, 1], waits);
        Assert.Empty(await Administration.AgreeRolesAsync(name, [Role.Bidder, Role.Board], ActedBy.AtDoor(administrators[1], why: null) with { IsTrial = true }, default));
        var file = (await Administration.FindAsync(name, default))!;
        Assert.Equal(administrators[0].Actor, file.Asked?.AskedBy);
        Assert.Null(file.Key);
        Assert.Null(file.LastSignInAt);

        var agreed = await Task.WhenAll(administrators.Skip(1).Select(one => Task.Run(() => Administration.AgreeRolesAsync(name, [Role.Bidder, Role.Board], ActedBy.AtDoor(one, why: null), default))));

        Assert.Single(agreed, static refused => refused.Count == 0);
        Assert.Equal("ROLE_REQUEST_UNKNOWN", Assert.Single(agreed.Single(static refused => refused.Count > 0)).Code);
        Assert.Equal([Role.Bidder, Role.Board], (await ListedAsync(name)).Account.Roles.Order());
    }

    [Fact]
    public async Task A_certificate_that_is_taken_away_is_bound_to_nobody()
    {
        var name = await CoreAsync();
        using var certificate = _people.Issue("taken");
        Assert.Empty(await Administration.BindCertificateAsync(name, certificate, "test", default));
        var file = (await Administration.FindAsync(name, default))!;
        Assert.Equal((certificate.Subject, true), (file.Account.Certificate?.Subject, file.Key is not null));

        Assert.Empty(await Administration.UnbindCertificateAsync(name, "test", default));
        Assert.Equal("CERTIFICATE_NONE", Assert.Single(await Administration.UnbindCertificateAsync(name, "test", default)).Code);
        Assert.False(await Administration.HoldsAsync(name, certificate, default));
    }
}
