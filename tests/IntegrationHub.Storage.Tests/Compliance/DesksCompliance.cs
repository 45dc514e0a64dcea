using System.Text.Json;
using IntegrationHub.Identity;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.BreakGlass;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Services;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every store does for the way in under two administrators, for programs and their tokens, and for confirmations of one act.</summary>
public abstract class DesksCompliance : PersonsSuite
{
    private BreakGlassDesk Desk => Get<BreakGlassDesk>();

    private ServiceAccountBook Programs => Get<ServiceAccountBook>();

    private ServiceAuthentication Tokens => Get<ServiceAuthentication>();

    private StepUp StepUp => Get<StepUp>();

    [Fact]
    public async Task An_envelope_is_opened_once_whoever_types_its_code_at_the_same_time()
    {
        var (person, administrator) = (await StaffAsync(), await AdministratorAsync());
        var (code, refused) = await Desk.SealAsync(administrator, "test", default);
        Assert.Empty(refused);

        var asked = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Task.Run(() => Desk.AskAsync(person, $"gateway is away {number}", new AdministratorProof(administrator, code), default))));

        var id = Assert.Single(asked, static one => one.Refused.Count == 0).Id!;
        Assert.All(asked.Where(static one => one.Refused.Count > 0), static one => Assert.Equal("BREAK_GLASS_CODE", Assert.Single(one.Refused).Code));
        Assert.DoesNotContain(await Desk.EnvelopesAsync(default), envelope => envelope.Administrator == administrator);
        var opening = Assert.Single(await Desk.ListAsync(default), one => one.Id == id);
        Assert.Equal((person, administrator, OpeningState.Asked), (opening.Opening.Account, opening.Opening.AskedBy, opening.State));
    }

    [Fact]
    public async Task An_opening_is_agreed_to_once_and_its_code_lets_the_person_in_once()
    {
        var (person, first, second) = (await StaffAsync(), await AdministratorAsync(), await AdministratorAsync());
        var id = (await Desk.AskAsync(person, "gateway is away", new AdministratorProof(first, null), default)).Id!;
        Assert.Equal("BREAK_GLASS_FOUR_EYES", Assert.Single((await Desk.AgreeAsync(id, new AdministratorProof(first, null), default)).Refused).Code);

        var agreed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Desk.AgreeAsync(id, new AdministratorProof(second, null), default))));
        var code = Assert.Single(agreed, static one => one.Code is not null).Code!;
        Assert.All(agreed.Where(static one => one.Code is null), static one => Assert.Equal("BREAK_GLASS_STATE", Assert.Single(one.Refused).Code));

        // Several sessions of the person wait for a code; one of them is let in.
        var waiting = new List<(Visitor Visitor, SessionToken Token)>();
        for (var number = 0; number < 3; number++)
        {
            var visitor = NewVisitor();
            waiting.Add((visitor, (await Passwords.TryAsync(visitor, person, Password, default)).Token!));
        }

        var tried = await Task.WhenAll(waiting.Select(one => Task.Run(() => Codes.TryAsync(one.Visitor, one.Token, code, default))));
        Assert.Single(tried, static one => one.Status == CodeStatus.Complete);
        var used = Assert.Single(await Desk.ListAsync(default), one => one.Id == id);
        Assert.Equal((OpeningState.Used, used.Opening.UsedAt + BreakGlassDesk.SessionLength), (used.State, used.Opening.SessionUntil));
        Assert.Single(await ToldAsync("break-glass.used", "user:" + person));
    }

    [Fact]
    public async Task A_name_of_a_program_is_given_once_and_what_it_may_do_is_read_as_it_was_written()
    {
        var name = NewName();
        var asked = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Task.Run(() => Programs.ProposeAsync(
            new NewServiceAccount(name, $"账务 É {number}", [Permission.ReadContracts, Permission.KeepReadings], 60), $"user:p{number}", default))));

        var first = Array.FindIndex(asked, static refused => refused.Count == 0);
        Assert.All(asked.Where((_, number) => number != first), static refused => Assert.Equal("SERVICE_EXISTS", Assert.Single(refused).Code));
        var program = await ProgramAsync(name);
        Assert.Equal(($"账务 É {first}", ServiceState.Proposed, 60, $"user:p{first}"), (program.Purpose, program.State, program.PerMinute, program.ProposedBy));
        Assert.Equal([Permission.ReadContracts, Permission.KeepReadings], program.Scopes.Order());

        var agreed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Programs.ApproveAsync(name, "user:second", static _ => false, default))));
        Assert.Single(agreed, static refused => refused.Count == 0);
        Assert.Single(await ToldAsync("service-account.approved", "user:second"), item => item.Data.Contains($"\"{name}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tokens_made_at_the_same_time_all_hold_each_by_itself_and_their_end_is_the_next_calls()
    {
        var name = await ActiveProgramAsync();
        var made = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Programs.RotateAsync(name, TimeSpan.FromDays(30), TimeSpan.FromHours(1), certificate: null, unbind: false, "test", default))));
        // Which came last goes on; the others end after the overlap.
        var ends = (await ProgramAsync(name)).Tokens.ToDictionary(static token => token.Prefix, static token => token.ExpiresAt);
        var tokens = made.Select(static one => one.Made!.Token).OrderBy(token => ends[token.Prefix]).ToList();
        Assert.Equal([1, 1, 24 * 30], tokens.Select(token => (int)Math.Round((ends[token.Prefix] - _time.GetUtcNow()).TotalHours)));

        // Many calls by one token meet in the row that says when it was used last.
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => Tokens.JudgeAsync(Call(tokens[0].ToString()), default))));
        Assert.All(answers, static one => Assert.Equal(ServiceStatus.Good, one.Status));
        Assert.Equal(8, (await ToldAsync("service-account.used", "service:" + name)).Count);
        Assert.NotNull(Assert.Single((await ProgramAsync(name)).Tokens, token => token.Prefix == tokens[0].Prefix).LastUsedAt);

        Assert.Empty(await Programs.RevokeAsync(name, tokens[1].Prefix, "test", default));
        Assert.Equal(
            [ServiceStatus.Good, ServiceStatus.Refused, ServiceStatus.Good], await Task.WhenAll(tokens.Select(async token => (await Tokens.JudgeAsync(Call(token.ToString()), default)).Status)));
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(
            [ServiceStatus.Refused, ServiceStatus.Refused, ServiceStatus.Good], await Task.WhenAll(tokens.Select(async token => (await Tokens.JudgeAsync(Call(token.ToString()), default)).Status)));

        Assert.Empty(await Programs.RevokeAsync(name, prefix: null, "test", default));
        Assert.All(await Task.WhenAll(tokens.Select(async token => (await Tokens.JudgeAsync(Call(token.ToString()), default)).Status)), static status => Assert.Equal(ServiceStatus.Refused, status));
    }

    [Fact]
    public async Task Wrong_tokens_at_the_same_time_are_counted_to_the_limit_of_their_address_and_no_further()
    {
        var limit = AttemptLimits.ForToken(NewVisitor().Address)[0];
        var address = limit.Subject["token//".Length..];
        var answers = await Task.WhenAll(Enumerable.Range(0, limit.Most + 6).Select(_ => Task.Run(() => Tokens.JudgeAsync(Call(ServiceToken.Make().ToString()) with { Address = address }, default))));

        Assert.Equal((limit.Most, 6), (answers.Count(static one => one.Status == ServiceStatus.Refused), answers.Count(static one => one.Status == ServiceStatus.TooMany)));
    }

    [Fact]
    public async Task A_code_confirms_the_act_it_was_asked_for_once_whoever_brings_it_at_the_same_time()
    {
        var name = await StaffAsync();
        var (visitor, token) = await SignInAsync(name);
        var who = (await Sessions.FindAsync(visitor, token, default))!;
        Assert.Equal(PasswordStatus.Failed, await StepUp.BeginAsync(visitor, who, token, "wrong", default));
        Assert.Equal(PasswordStatus.CodeSent, await StepUp.BeginAsync(visitor, who, token, Password, new ConfirmedThing("sign 1", "contract 1"), default));
        var code = _phones.LastCode();

        Assert.Equal(CodeStatus.Wrong, await StepUp.FinishAsync(who, token, code, "sign 2", default));
        var tried = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => StepUp.FinishAsync(who, token, code, "sign 1", default))));

        Assert.Single(tried, static status => status == CodeStatus.Complete);
        Assert.Equal((true, false), (StepUp.Holds(who, "sign 1"), StepUp.Holds(who, "sign 2")));
        Assert.Single(await ToldAsync("user.confirmed", "user:" + name));
        Assert.Equal((true, false), (StepUp.Use(who, "sign 1"), StepUp.Use(who, "sign 1")));
    }

    [Fact]
    public async Task Wrong_codes_of_a_confirmation_end_the_session()
    {
        var (visitor, token) = await SignInAsync(await StaffAsync());
        var who = (await Sessions.FindAsync(visitor, token, default))!;
        Assert.Equal(PasswordStatus.CodeSent, await StepUp.BeginAsync(visitor, who, token, Password, default));
        var wrong = _phones.LastCode() == "000000" ? "000001" : "000000";

        var statuses = new List<CodeStatus>();
        while (statuses is [] or [.., CodeStatus.Wrong] && statuses.Count < 20)
            statuses.Add(await StepUp.FinishAsync(who, token, wrong, default));

        Assert.Equal(CodeStatus.Over, statuses[^1]);
        Assert.Null(await Sessions.FindAsync(visitor, token, default));
    }

    [Fact]
    public async Task A_look_is_told_with_what_was_asked_for()
    {
        var (looks, actor) = (Get<Looks>(), $"user:{NewName()}");
        await looks.RecordAsync(actor, "exchanges", exchange: null, "party=东方 É", default);
        using var told = JsonDocument.Parse(Assert.Single(await ToldAsync("look.exchanges", actor)).Data);
        Assert.Equal("party=东方 É", told.RootElement.GetProperty("question").GetString());
    }

    private static ServiceCall Call(string token) => new(token, Certificate: null, NewVisitor().Address, "listContracts", Permission.ReadContracts);

    private async Task<ServiceAccount> ProgramAsync(string name) => Assert.Single(await Programs.ListAsync(default), program => program.Name == name);

    private async Task<string> ActiveProgramAsync()
    {
        var name = NewName();
        Assert.Empty(await Programs.ProposeAsync(new NewServiceAccount(name, "billing", [Permission.ReadContracts], 600), "user:one", default));
        Assert.Empty(await Programs.ApproveAsync(name, "user:two", static _ => false, default));
        return name;
    }

    private async Task<string> AdministratorAsync()
    {
        var name = NewName();
        Assert.Empty(await Administration.AddAsync(new NewAccount(name, UserClass.Core, [Role.SecurityAdministrator], "东方 É", NewNumber(), Password), "test", default));
        return name;
    }
}
