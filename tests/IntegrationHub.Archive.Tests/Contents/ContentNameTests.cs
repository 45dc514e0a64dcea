using IntegrationHub.Archive.Contents;
using IntegrationHub.Exchange;

namespace IntegrationHub.Archive.Tests.Contents;

public sealed class ContentNameTests
{
    private static readonly RetailerId Retailer = new(7);
    private static readonly ContentName Name = new(Retailer, Convert.FromHexString("3FA0" + new string('1', 60)));

    [Fact]
    public void A_path_is_the_retailer_two_folders_and_the_hash()
    {
        Assert.Equal("r7/3f/a0/3fa0" + new string('1', 60), Name.Path);
        Assert.Equal(Name, ContentName.Parse(Retailer, Name.Path));
    }

    [Theory]
    [InlineData("r7/3f/a1/3fa0111111111111111111111111111111111111111111111111111111111111")]
    [InlineData("r8/3f/a0/3fa0111111111111111111111111111111111111111111111111111111111111")]
    [InlineData("r7/3f/a0/3FA0111111111111111111111111111111111111111111111111111111111111")]
    [InlineData("r7/3f/a0/3fa0")]
    [InlineData("r7/3f/a0/3fa0111111111111111111111111111111111111111111111111111111111111.part")]
    [InlineData("")]
    public void What_is_no_name_of_the_retailer_is_not_taken_for_one(string path) => Assert.Null(ContentName.Parse(Retailer, path));

    [Fact]
    public void The_same_hash_is_another_name_for_another_retailer() => Assert.NotEqual(Name, Name with { Retailer = new RetailerId(8) });
}
