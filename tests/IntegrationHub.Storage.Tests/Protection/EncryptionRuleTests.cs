using IntegrationHub.Storage.Protection;

namespace IntegrationHub.Storage.Tests.Protection;

/// <summary>Whether confidential modules may work, over all states.</summary>
public sealed class EncryptionRuleTests
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    public static TheoryData<DiskEncryption> States() => [.. Enum.GetValues<DiskEncryption>()];

    [Theory]
    [MemberData(nameof(States))]
    public void In_production_only_a_database_that_encrypts_is_enough(DiskEncryption state)
    {
        var verdict = EncryptionRule.Decide(state, isProduction: true, waiver: null, Today);

        Assert.Equal(state is DiskEncryption.On or DiskEncryption.Managed, verdict.Allowed);
        Assert.False(verdict.Waived);
        Assert.Equal(verdict.Allowed, verdict.Remedy.Length == 0);
        Assert.StartsWith("STORAGE_", verdict.Code, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void In_development_everything_is_allowed_and_said(DiskEncryption state)
    {
        var verdict = EncryptionRule.Decide(state, isProduction: false, waiver: null, Today);
        Assert.True(verdict is { Allowed: true, Waived: false });
        Assert.Equal(state is not (DiskEncryption.On or DiskEncryption.Managed), verdict.Text.Contains("development", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(States))]
    public void A_waiver_counts_until_its_last_day_and_is_named(DiskEncryption state)
    {
        var verdict = EncryptionRule.Decide(state, isProduction: true, new EncryptionWaiver(Today, "LUKS on the volume"), Today);
        Assert.True(verdict.Allowed);
        Assert.Equal(state is not (DiskEncryption.On or DiskEncryption.Managed), verdict.Waived);
        Assert.Equal(verdict.Waived, verdict.Text.Contains("LUKS on the volume", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-1, "why", "STORAGE_WAIVER_EXPIRED")]
    [InlineData(10, " ", "STORAGE_WAIVER_WITHOUT_REASON")]
    [InlineData(EncryptionRule.LongestWaiverDays + 1, "why", "STORAGE_WAIVER_TOO_LONG")]
    public void A_waiver_that_is_over_gives_no_reason_or_runs_for_ever_is_none(int days, string reason, string code)
    {
        var verdict = EncryptionRule.Decide(DiskEncryption.Off, isProduction: true, new EncryptionWaiver(Today.AddDays(days), reason), Today);
        Assert.Equal((false, code), (verdict.Allowed, verdict.Code));
        Assert.NotEmpty(verdict.Remedy);
    }

    [Fact]
    public void Every_state_has_a_code_of_its_own() =>
        Assert.Equal(6, Enum.GetValues<DiskEncryption>().Select(static state => EncryptionRule.Decide(state, true, null, Today).Code).Distinct(StringComparer.Ordinal).Count());
}
